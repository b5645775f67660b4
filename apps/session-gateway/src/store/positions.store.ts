import type { ConversationAt } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Instant } from '@rejoin/kernel';
import type { Session } from '../domain/session';

/** A conversation with the versions of the facts that its row contains. */
export interface PositionedConversation {
  readonly session: Session;
  readonly startedAt: Instant;
  readonly position: ConversationAt['position'];
}

/** Reads conversations with the versions of their facts, for systems that begin to follow them. */
@Injectable()
export class PositionsStore {
  constructor(private readonly database: Database) {}

  /**
   * Lists the conversations after an id in id order. A row and its versions are written in one transaction and read
   * by one statement, so they are consistent.
   */
  list(
    org: string,
    filter: { afterId: string; withClosed: boolean; limit: number },
  ): Promise<PositionedConversation[]> {
    return this.database.query<PositionedConversation>(
      `select c.session, c.started_at as "startedAt", jsonb_build_object(
         'session', coalesce(s.version, 0),
         'routing', coalesce(r.version, 0),
         'reconnection', coalesce(t.version, 0)) as position
       from (
         select id, session, started_at from conversations
         where org = $1 and id > $2 ${filter.withClosed ? '' : 'and not is_closed'} order by id limit $3) c
       left join fact_versions s on s.family = 'session' and s.aggregate_id = c.id
       left join applied_versions r on r.family = 'routing' and r.aggregate_id = c.id
       left join applied_versions t on t.family = 'reconnection' and t.aggregate_id = c.id
       order by c.id`,
      [org, filter.afterId, filter.limit],
    );
  }
}
