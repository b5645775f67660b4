import type { WindowKind } from '@rejoin/contracts';
import type { Instant, KeyedStep } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Reconnection } from '../domain/reconnection';
import type { Window } from '../domain/window';
import type { DueDeadline } from '../domain/deadline';
import {
  lockColumns,
  reconnectionOf,
  saveWindowsSql,
  windowFields,
  windowOf,
  windowValues,
  type LockRow,
  type WindowRow,
} from './reconnection.rows';

const mostCounted = 100_000;

/** Stores reconnections. The lock of a conversation's row protects its windows. */
@Injectable()
export class ReconnectionsStore {
  /**
   * Locks these conversations in id order, also new ones, and reads their state under the locks. It waits for each row, or
   * leaves out those that another transaction has locked.
   */
  lock(
    tx: Tx,
    conversationIds: readonly string[],
    lockedRows: '' | 'skip locked' = '',
  ): Promise<Map<string, Reconnection>> {
    tx.write(
      `insert into reconnections (conversation_id)
       select id from unnest($1::text[]) as id
       order by id on conflict do nothing`,
      [conversationIds],
    );
    return this.lockAndRead(tx, conversationIds, lockedRows);
  }

  /** Locks those of these conversations that exist and that no other transaction has locked. */
  lockAvailable(tx: Tx, conversationIds: readonly string[]): Promise<Map<string, Reconnection>> {
    return this.lockAndRead(tx, conversationIds, 'skip locked');
  }

  /** Stores the state after these steps. */
  save(tx: Tx, steps: readonly KeyedStep<Reconnection, unknown>[]): void {
    const windows = new Map<string, Window & { conversationId: string }>();
    const locks = new Map<string, Reconnection>();
    for (const { key: conversationId, before, after } of steps) {
      const { window, sealed, rejected } = after;
      if (window && window !== before.window) {
        windows.set(`${conversationId}:${window.epoch}`, { conversationId, ...window });
      }
      if (sealed !== before.sealed || rejected.length !== before.rejected.length) {
        locks.set(conversationId, after);
      }
    }
    if (windows.size > 0) tx.write(saveWindowsSql, windowValues([...windows.values()]));
    if (locks.size > 0) tx.write(saveLocksSql, lockColumns([...locks]));
  }

  /** Returns the open windows that are due before `until`, earliest first. */
  dueBefore(sql: Sql, until: Instant, limit: number): Promise<DueDeadline[]> {
    return sql.query<DueDeadline>(
      `select conversation_id as key, deadline_at as "dueAt" from windows
       where outcome is null and deadline_at < $1 order by deadline_at limit $2`,
      [until, limit],
    );
  }

  /** How many windows are open now, of each kind, counted up to 100,000 together so that the statement stays fast. */
  async countOpen(sql: Sql): Promise<Record<WindowKind, number>> {
    const rows = await sql.query<{ kind: WindowKind; count: number }>(
      `select kind, count(*) as count from (
         select kind from windows where outcome is null limit ${mostCounted}) as w group by kind`,
    );
    const counted = Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
    return { reconnect: 0, 'open-hold': 0, ...counted };
  }

  private async lockAndRead(
    tx: Tx,
    conversationIds: readonly string[],
    lockedRows: '' | 'skip locked',
  ): Promise<Map<string, Reconnection>> {
    const locking = tx.query<LockRow>(
      `select conversation_id as id, sealed_at, sealed_because, rejected from reconnections
       where conversation_id = any($1) order by conversation_id for update ${lockedRows}`,
      [conversationIds],
    );
    // This is a separate statement, because the one that waits for a lock sees other tables as they were before the wait.
    const reading = tx.query<WindowRow>(
      `select ${windowFields} from unnest($1::text[]) as held (id) cross join lateral (
         select * from windows where conversation_id = held.id order by epoch desc limit 1) as w`,
      [conversationIds],
    );
    const [locks, windows] = await Promise.all([locking, reading]);
    const newest = new Map(windows.map((row) => [row.conversation_id, windowOf(row)]));
    return new Map(locks.map((lock) => [lock.id, reconnectionOf(lock, newest.get(lock.id) ?? null)]));
  }
}

const saveLocksSql = `
  insert into reconnections (conversation_id, sealed_at, sealed_because, rejected)
  select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::jsonb[])
  on conflict (conversation_id) do update set
    sealed_at = excluded.sealed_at, sealed_because = excluded.sealed_because, rejected = excluded.rejected`;
