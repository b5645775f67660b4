import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { SlotMove } from '../domain/slot-move';

/**
 * The ledger of units and the sums on the agents' rows, which change together or not at all. Each acquisition
 * is one row, released once, in the transaction of the transition that ends it.
 */
@Injectable()
export class CapacityStore {
  /**
   * Moves units. The conversations are locked. The answer, the workstreams whose agents got room, need not be waited
   * for before the commit: what is wrong fails the transaction by itself.
   */
  move(tx: Tx, moves: readonly SlotMove[]): Promise<string[]> {
    if (moves.length === 0) return Promise.resolve([]);
    this.release(tx, moves.filter(isRelease));
    const freed = this.addUp(tx, moves);
    this.acquire(tx, moves.filter(isAcquisition));
    return freed;
  }

  private release(tx: Tx, moves: readonly SlotMove[]): void {
    if (moves.length === 0) return;
    tx.write(
      `with released as (
         update capacity_ledger set
           released_at = ($2::jsonb->conversation_id->>'at')::timestamptz,
           released_because = $2::jsonb->conversation_id->>'because'
         where conversation_id = any($1) and agent_id = $2::jsonb->conversation_id->>'agentId' and released_at is null
         returning 1)
       select expect_rows((select count(*) from released), $3, 'units were released that nobody had taken')`,
      [moves.map((move) => move.conversationId), JSON.stringify(byConversation(moves)), moves.length],
    );
  }

  /** Agents in id order; the sums follow the ledger. */
  private async addUp(tx: Tx, moves: readonly SlotMove[]): Promise<string[]> {
    const change = new Map<string, { units: number; at: string | null; released: boolean }>();
    for (const move of moves) {
      const was = change.get(move.agentId) ?? { units: 0, at: null, released: false };
      const acquired = isAcquisition(move);
      change.set(move.agentId, {
        units: was.units + (acquired ? move.units : -move.units),
        at: acquired ? move.at : was.at,
        released: was.released || !acquired,
      });
    }
    const ids = [...change.keys()].sort();
    tx.write(`select from agents where id = any($1) order by id for update`, [ids]);
    const rows = await tx.query<{ workstreamIds: string[]; released: boolean }>(
      `with changed as (
         update agents set used_units = used_units + ($2::jsonb->id->>'units')::integer,
           last_assigned_at = coalesce(($2::jsonb->id->>'at')::timestamptz, last_assigned_at)
         where id = any($1) returning workstream_ids, ($2::jsonb->id->>'released')::boolean as released),
       checked as materialized (
         select expect_rows((select count(*) from changed), $3, 'units were moved of an agent who does not exist'))
       select workstream_ids as "workstreamIds", released from checked, changed`,
      [ids, JSON.stringify(Object.fromEntries(change)), ids.length],
    );
    return [...new Set(rows.filter((row) => row.released).flatMap((row) => row.workstreamIds))];
  }

  /** The table refuses a row that would stand above the agent's maximum of this moment. */
  private acquire(tx: Tx, moves: readonly SlotMove[]): void {
    if (moves.length === 0) return;
    tx.write(
      `insert into capacity_ledger (conversation_id, agent_id, units, used_after, maximum, acquired_at)
       select t.conversation, t.agent, t.units, a.used_units, a.max_units, t.at
       from unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[]) as t (conversation, agent, units, at)
       cross join lateral (select used_units, max_units from agents where id = t.agent offset 0) a`,
      [
        moves.map((move) => move.conversationId),
        moves.map((move) => move.agentId),
        moves.map((move) => move.units),
        moves.map((move) => move.at),
      ],
    );
  }
}

const byConversation = (moves: readonly SlotMove[]) =>
  Object.fromEntries(moves.map((move) => [move.conversationId, move]));
const isRelease = (move: SlotMove): boolean => move.kind === 'released';
const isAcquisition = (move: SlotMove): boolean => move.kind === 'acquired';
