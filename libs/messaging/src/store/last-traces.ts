import type { Sql } from '@rejoin/persistence';
import { isTracing } from '@rejoin/tracing';

/**
 * Returns the trace context of the last fact of each aggregate, by its id. What a timer does later links to it. Reads
 * nothing when no traces are exported.
 */
export async function lastTraces(
  sql: Sql,
  family: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!isTracing() || ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; traceparent: string }>(
    `select asked.id, o.traceparent from unnest($2::text[]) as asked (id) cross join lateral (
       select traceparent from outbox where family = $1 and aggregate_id = asked.id order by version desc limit 1) o`,
    [family, ids],
  );
  return new Map(rows.map(({ id, traceparent }) => [id, [traceparent]]));
}
