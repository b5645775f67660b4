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
         update capacity_ledger l set released_at = r.at, released_because = r.because
         from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as r (conversation, agent, at, because)
         where l.conversation_id = r.conversation and l.agent_id = r.agent and l.released_at is null
         returning 1)
       select expect_rows((select count(*) from released), $5, 'units were released that nobody had taken')`,
      [
        moves.map((move) => move.conversationId),
        moves.map((move) => move.agentId),
        moves.map((move) => move.at),
        moves.map((move) => move.because),
        moves.length,
      ],
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
         update agents a set used_units = a.used_units + m.units,
           last_assigned_at = coalesce(m.at, a.last_assigned_at)
         from unnest($1::text[], $2::integer[], $3::timestamptz[], $4::boolean[]) as m (id, units, at, released)
         where a.id = m.id returning a.workstream_ids, m.released),
       checked as materialized (
         select expect_rows((select count(*) from changed), $5, 'units were moved of an agent who does not exist'))
       select workstream_ids as "workstreamIds", released from checked, changed`,
      [
        ids,
        ids.map((id) => change.get(id)?.units),
        ids.map((id) => change.get(id)?.at),
        ids.map((id) => change.get(id)?.released),
        ids.length,
      ],
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
       join agents a on a.id = t.agent`,
      [
        moves.map((move) => move.conversationId),
        moves.map((move) => move.agentId),
        moves.map((move) => move.units),
        moves.map((move) => move.at),
      ],
    );
  }
}

const isRelease = (move: SlotMove): boolean => move.kind === 'released';
const isAcquisition = (move: SlotMove): boolean => move.kind === 'acquired';
