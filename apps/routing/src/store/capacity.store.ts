import { jsonById, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { LedgerChange } from '../domain/ledger-change';

/**
 * Stores the ledger of units and the used units on the agents' rows.
 *
 * Invariants: both change in one transaction. Each acquisition is one row, which is released once. No acquisition takes an
 * agent above the current maximum; a check constraint of the table enforces this too.
 */
@Injectable()
export class CapacityStore {
  /**
   * Applies ledger changes of locked conversations. Returns the workstreams whose agents got free units. The caller need
   * not wait for the result before the commit, because an error fails the transaction.
   */
  apply(tx: Tx, changes: readonly LedgerChange[]): Promise<string[]> {
    if (changes.length === 0) return Promise.resolve([]);
    this.release(tx, changes.filter(isRelease));
    const freed = this.updateUsedUnits(tx, changes);
    this.acquire(tx, changes.filter(isAcquisition));
    return freed;
  }

  private release(tx: Tx, changes: readonly LedgerChange[]): void {
    if (changes.length === 0) return;
    tx.write(
      `with released as (
         update capacity_ledger set
           released_at = ($2::jsonb->conversation_id->>'at')::timestamptz,
           released_because = $2::jsonb->conversation_id->>'because'
         where conversation_id = any($1) and agent_id = $2::jsonb->conversation_id->>'agentId' and released_at is null
         returning 1)
       select expect_rows((select count(*) from released), $3, 'units were released that nobody had taken')`,
      [changes.map((change) => change.conversationId), byConversation(changes), changes.length],
    );
  }

  /** Updates the used units of the agents, whose rows are locked in id order. */
  private async updateUsedUnits(tx: Tx, changes: readonly LedgerChange[]): Promise<string[]> {
    const byAgent = new Map<string, { units: number; at: string | null; released: boolean }>();
    for (const change of changes) {
      const was = byAgent.get(change.agentId) ?? { units: 0, at: null, released: false };
      const acquired = isAcquisition(change);
      byAgent.set(change.agentId, {
        units: was.units + (acquired ? change.units : -change.units),
        at: acquired ? change.at : was.at,
        released: was.released || !acquired,
      });
    }
    const ids = [...byAgent.keys()].sort();
    tx.write(`select from agents where id = any($1) order by id for update`, [ids]);
    const rows = await tx.query<{ workstreamIds: string[]; released: boolean }>(
      `with changed as (
         update agents set used_units = used_units + ($2::jsonb->id->>'units')::integer,
           last_assigned_at = coalesce(($2::jsonb->id->>'at')::timestamptz, last_assigned_at)
         where id = any($1) returning workstream_ids, ($2::jsonb->id->>'released')::boolean as released),
       checked as materialized (
         select expect_rows((select count(*) from changed), $3, 'units were moved of an agent who does not exist'))
       select workstream_ids as "workstreamIds", released from checked, changed`,
      [ids, jsonById(byAgent), ids.length],
    );
    return [...new Set(rows.filter((row) => row.released).flatMap((row) => row.workstreamIds))];
  }

  /** Inserts the acquisitions. The table rejects a row above the agent's current maximum. */
  private acquire(tx: Tx, changes: readonly LedgerChange[]): void {
    if (changes.length === 0) return;
    tx.write(
      `insert into capacity_ledger (conversation_id, agent_id, units, used_after, maximum, acquired_at)
       select t.conversation, t.agent, t.units, a.used_units, a.max_units, t.at
       from unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[]) as t (conversation, agent, units, at)
       cross join lateral (select used_units, max_units from agents where id = t.agent offset 0) a`,
      [
        changes.map((change) => change.conversationId),
        changes.map((change) => change.agentId),
        changes.map((change) => change.units),
        changes.map((change) => change.at),
      ],
    );
  }
}

const byConversation = (changes: readonly LedgerChange[]) =>
  jsonById(changes.map((change) => [change.conversationId, change]));
const isRelease = (change: LedgerChange): boolean => change.kind === 'released';
const isAcquisition = (change: LedgerChange): boolean => change.kind === 'acquired';
