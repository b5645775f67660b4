import { families } from '@rejoin/contracts';
import type { TimelineFact } from '../domain/timeline';
import { schemas } from './audit/watermarks';
import type { Reader } from './reading';

/** Returns what every service has recorded about a conversation, in the order of the database's clock. */
export function readTimeline(sql: Reader, conversationId: string): Promise<TimelineFact[]> {
  const parts = schemas.map(
    (
      schema,
    ) => `select '${schema.replaceAll('_', '-')}' as service, family, version::int as version, type, data, seq,
        recorded_at, published_at is not null as published
      from ${schema}.outbox where family = any($2) and aggregate_id = $1`,
  );
  return sql.query<TimelineFact>(
    `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       service, family, version, type, data, published
     from (${parts.join(' union all ')}) as facts order by recorded_at, service, seq`,
    [conversationId, families.map(({ name }) => name)],
  );
}
