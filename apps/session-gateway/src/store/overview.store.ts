import type { WorkstreamSettings } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';

/** A conversation as a supervisor's overview shows it. */
export interface OverviewConversation {
  readonly session: Session;
  readonly customerName: string | null;
  readonly startedAt: Instant;
  readonly agentName: string | null;
}

export interface Workstream {
  readonly id: string;
  readonly settings: WorkstreamSettings;
}

/** Reads what a supervisor's overview needs from the gateway's own tables, which is mostly names. */
@Injectable()
export class OverviewStore {
  constructor(private readonly database: Database) {}

  async conversations(
    org: string,
    conversationIds: readonly string[],
  ): Promise<Map<string, OverviewConversation>> {
    if (conversationIds.length === 0) return new Map();
    const rows = await this.database.query<OverviewConversation & { id: string }>(
      `select c.id, c.session, c.customer_name as "customerName", c.started_at as "startedAt",
         (select display_name from desks where agent_id = c.agent_id) as "agentName"
       from conversations c where c.org = $1 and c.id = any($2)`,
      [org, conversationIds],
    );
    return new Map(rows.map(({ id, ...conversation }) => [id, conversation]));
  }

  workstreams(): Promise<Workstream[]> {
    return this.database.query<Workstream>(
      `select id, settings from workstreams order by settings->>'name', id limit 500`,
    );
  }

  async workstreamsOf(ids: readonly string[]): Promise<Map<string, WorkstreamSettings>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<Workstream>(
      `select id, settings from workstreams where id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, settings }) => [id, settings]));
  }

  /**
   * Records that a supervisor has read the names of customers. There is one row for each reader and hour, because a
   * page reads every few seconds.
   */
  async recordRead(accountId: string): Promise<void> {
    await this.database.query(
      `insert into overview_reads (account_id, hour) values ($1, date_trunc('hour', clock_timestamp(), 'UTC'))
       on conflict (account_id, hour) do update set reads = overview_reads.reads + 1, last_at = clock_timestamp()`,
      [accountId],
    );
  }
}
