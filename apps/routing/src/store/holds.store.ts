import type { heldCapacity } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { jsonById, type Sql, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { HoldChange } from '../domain/hold-change';

type HoldRow = HoldChange & { endedAt: Instant | null };

/** Stores one row for each hold, in the transactions that start and end it: which units were kept, and for how long. */
@Injectable()
export class HoldsStore {
  /** Applies hold changes of locked conversations. A hold that starts and ends within them becomes one ended row. */
  apply(tx: Tx, changes: readonly HoldChange[]): void {
    const started: HoldRow[] = [];
    const ended: HoldChange[] = [];
    for (const change of changes) {
      const startedNow = started.find(
        (hold) => hold.conversationId === change.conversationId && hold.endedAt === null,
      );
      if (change.kind === 'start') started.push({ ...change, endedAt: null });
      else if (startedNow) startedNow.endedAt = change.at;
      else ended.push(change);
    }
    this.end(tx, ended);
    this.begin(tx, started);
  }

  /** Returns the units that are on hold now for these conversations. */
  async unitsOf(sql: Sql, conversationIds: readonly string[]): Promise<Record<string, number>> {
    const rows = await sql.query<{ id: string; units: number }>(
      `select conversation_id as id, units from holds where ended_at is null and conversation_id = any($1)`,
      [conversationIds],
    );
    return Object.fromEntries(rows.map(({ id, units }) => [id, units]));
  }

  /**
   * Returns the capacity that was on hold for workstreams within a time span. A hold that continues counts until now.
   * A window, and so a hold, lasts at most a day, so holds that began two days before the span are not read.
   */
  async within(
    sql: Sql,
    { workstreamId, from, until }: z.infer<typeof heldCapacity.request>,
  ): Promise<z.infer<typeof heldCapacity.reply>> {
    const [row] = await sql.query<z.infer<typeof heldCapacity.reply>>(
      `select round(coalesce(sum(units * minutes), 0), 3)::float8 as "unitMinutes",
         round(coalesce(sum(minutes), 0), 3)::float8 as "conversationMinutes", count(*) as holds
       from (
         select units, extract(epoch from least(coalesce(ended_at, now()), $3) - greatest(held_at, $2)) / 60 as minutes
         from holds
         where workstream_id = any($1::text[]) and held_at >= $2::timestamptz - interval '2 days' and held_at < $3
           and (ended_at is null or ended_at > $2)) as h`,
      [[workstreamId].flat(), from, until],
    );
    if (!row) throw new Error('an aggregate gave no row');
    return row;
  }

  /** Ends holds. A hold without a row started at a replica of an older release; the figures do not count it. */
  private end(tx: Tx, changes: readonly HoldChange[]): void {
    if (changes.length === 0) return;
    tx.write(
      `update holds set ended_at = greatest(held_at, ($2::jsonb->>conversation_id)::timestamptz)
       where conversation_id = any($1) and ended_at is null`,
      [
        changes.map((change) => change.conversationId),
        jsonById(changes.map((change) => [change.conversationId, change.at])),
      ],
    );
  }

  private begin(tx: Tx, holds: readonly HoldRow[]): void {
    if (holds.length === 0) return;
    tx.write(
      `insert into holds (conversation_id, workstream_id, agent_id, units, held_at, ended_at)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[])`,
      [
        holds.map((hold) => hold.conversationId),
        holds.map((hold) => hold.workstreamId),
        holds.map((hold) => hold.agentId),
        holds.map((hold) => hold.units),
        holds.map((hold) => hold.at),
        holds.map((hold) => hold.endedAt),
      ],
    );
  }
}
