import type { Client } from 'pg';

export const schemas = ['config', 'session_gateway', 'reconnection_timer', 'routing'] as const;
export type Schema = (typeof schemas)[number];

/** Up to which row of each outbox a run has looked. */
export type Watermarks = Readonly<Partial<Record<Schema, number>>>;

/** A row counts as seen when it is this old: a transaction that has taken a number earlier has ended by then. */
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

/** A condition of SQL: the id in `column` is of something that has changed since. Without a watermark: anything. */
export function changed(since: Watermarks, schema: Schema, column: string): string {
  const mark = since[schema] ?? 0;
  return mark === 0 ? 'true' : `${column} in (select aggregate_id from ${schema}.outbox where seq > ${mark})`;
}
