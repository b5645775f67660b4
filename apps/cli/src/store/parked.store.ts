import { schemas } from './audit/watermarks';
import type { Reader } from './reading';

/** A fact that a service could not apply. The message itself is left out, since facts of settings contain texts. */
export interface ParkedFact {
  readonly service: string;
  readonly family: string;
  readonly aggregateId: string;
  readonly version: number | null;
  readonly reason: string;
  readonly parkedAt: string;
}

const at = `to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "parkedAt"`;

/** Returns the parked facts of all services, and those for webhooks, the oldest first. */
export function readParked(sql: Reader, limit: number): Promise<ParkedFact[]> {
  const parts = schemas.map(
    (schema) => `select '${schema.replaceAll('_', '-')}' as service, family, aggregate_id as "aggregateId",
      version::int as version, reason, ${at} from ${schema}.parked_facts`,
  );
  const webhooks = `select 'config (webhooks)' as service, split_part(aggregate, '/', 1) as family,
    split_part(aggregate, '/', 2) as "aggregateId", version::int as version, reason, ${at} from config.webhook_parked_facts`;
  return sql.query<ParkedFact>(
    `select * from (${[...parts, webhooks].join(' union all ')}) as parked order by "parkedAt", service limit $1`,
    [limit],
  );
}
