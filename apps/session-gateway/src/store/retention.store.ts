import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** A closed conversation that its workstream keeps no longer. */
export interface DueConversation {
  readonly conversationId: string;
  /** Seconds since it was due. */
  readonly overdueSeconds: number;
}

/** Finds closed conversations by the settings of their workstreams. Without a setting, everything is kept. */
@Injectable()
export class RetentionStore {
  constructor(private readonly database: Database) {}

  /** Lists conversations whose texts are due, those that were closed first of each workstream. */
  listWithTexts(withoutIds: readonly string[], limit: number): Promise<DueConversation[]> {
    return this.listDue('keepTranscriptsDays', 'and erased_at is null', withoutIds, limit);
  }

  /** Lists conversations whose records are due, those that were closed first of each workstream. */
  listRecords(withoutIds: readonly string[], limit: number): Promise<DueConversation[]> {
    return this.listDue('keepConversationsDays', '', withoutIds, limit);
  }

  private listDue(
    setting: 'keepTranscriptsDays' | 'keepConversationsDays',
    condition: string,
    withoutIds: readonly string[],
    limit: number,
  ): Promise<DueConversation[]> {
    return this.database.query<DueConversation>(
      `select due.id as "conversationId",
         extract(epoch from statement_timestamp() - kept.until_days - due.closed_at)::float8 as "overdueSeconds"
       from workstreams w
       cross join lateral (select make_interval(days => (w.settings->>'${setting}')::int) as until_days) kept
       cross join lateral (
         select id, closed_at from past_conversations
         where workstream_id = w.id and closed_at < statement_timestamp() - kept.until_days ${condition}
           and id <> all($1)
         order by closed_at, id limit $2) due
       where w.settings->>'${setting}' is not null
       order by "overdueSeconds" desc limit $2`,
      [withoutIds, limit],
    );
  }
}
