import type { Client } from 'pg';

export const schemas = ['config', 'session_gateway', 'reconnection_timer', 'routing'] as const;
export type Schema = (typeof schemas)[number];

/** The row of each outbox up to which an audit has checked. */
export type Watermarks = Readonly<Partial<Record<Schema, number>>>;

/**
 * A row counts as checked when it is this old: transactions that took an earlier number have ended by then.
 */
const settledAfterSeconds = 60;

export async function watermarksOf(sql: Client): Promise<Watermarks> {
  const marks: Partial<Record<Schema, number>> = {};
  for (const schema of schemas) {
    const { rows } = await sql.query<{ seq: string }>(
      `select coalesce(max(seq), 0) as seq from ${schema}.outbox
       where recorded_at < clock_timestamp() - make_interval(secs => $1)`,
      [settledAfterSeconds],
    );
    marks[schema] = Number(rows[0]?.seq ?? 0);
  }
  return marks;
}

/** The number of facts after the watermark. */
export async function countFacts(sql: Client, since: Watermarks): Promise<number> {
  const counts = schemas.map(
    (schema) => `select count(*) as n from ${schema}.outbox where seq > ${since[schema] ?? 0}`,
  );
  const { rows } = await sql.query<{ n: string }>(counts.join(' union all '));
  return rows.reduce((sum, { n }) => sum + Number(n), 0);
}

/**
 * An SQL condition: the id in `column` belongs to something that has changed since. Without a watermark it is
 * always true.
 */
export function changed(since: Watermarks, schema: Schema, column: string): string {
  const mark = since[schema] ?? 0;
  return mark === 0 ? 'true' : `${column} in (select aggregate_id from ${schema}.outbox where seq > ${mark})`;
}
