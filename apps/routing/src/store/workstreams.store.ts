import type { WorkstreamSettings } from '@rejoin/contracts';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { WorkstreamTerms } from '../domain/capacity';
import { isOfferable } from './queue-sql';
import { WorkstreamEntity } from './routing.entities';

/** Stores the settings of workstreams that routing needs. */
@Injectable()
export class WorkstreamsStore {
  /** Returns the settings of these workstreams and of the workstreams of these conversations. */
  async termsOf(
    sql: Sql,
    ids: readonly string[],
    conversationIds: readonly string[] = [],
  ): Promise<Map<string, WorkstreamTerms>> {
    const rows = await sql.query<WorkstreamTerms & { id: string }>(
      `select id, units_per_conversation as "unitsPerConversation", wrap_up_rule as "wrapUpRule",
         wrap_up_seconds as "wrapUpSeconds", auto_close_seconds as "autoCloseSeconds",
         offer_seconds as "offerSeconds", away_after_missed_offer as "awayAfterMissedOffer"
       from workstreams
       where id = any($1 || array(select workstream_id from conversations where id = any($2)))`,
      [ids, conversationIds],
    );
    return new Map(rows.map(({ id, ...terms }) => [id, terms]));
  }

  async save({ manager }: Tx, changes: readonly { workstreamId: string; settings: WorkstreamSettings }[]) {
    const rows = changes.map(({ workstreamId: id, settings }) => {
      const { unitsPerConversation, wrapUpRule, wrapUpSeconds, autoCloseSeconds } = settings;
      const { offerSeconds = null, awayAfterMissedOffer = false } = settings;
      const wrapUp = { wrapUpRule, wrapUpSeconds, autoCloseSeconds };
      return { id, unitsPerConversation, ...wrapUp, offerSeconds, awayAfterMissedOffer };
    });
    await manager.upsert(WorkstreamEntity, rows, ['id']);
  }

  /** Returns the queues with conversations that may be offered. */
  async withWaitingConversations(sql: Sql): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select id from workstreams w where exists (
         select from conversations
         where workstream_id = w.id and ${isOfferable})`,
    );
    return rows.map(({ id }) => id);
  }

  /** Lets one replica at a time assign a queue; the others wait. It is taken before any other lock. */
  lockQueue(tx: Tx, workstreamId: string): void {
    tx.write(`select pg_advisory_xact_lock(hashtextextended('rejoin:queue:' || $1, 0))`, [workstreamId]);
  }
}
