import type { Database } from '@rejoin/persistence';

/** Returns the timeline of a family's producer that was stored last, if there is one. */
export async function storedTimeline(database: Database, family: string): Promise<string | undefined> {
  const [row] = await database.query<{ timeline: string }>(
    `select timeline from fact_timelines where family = $1`,
    [family],
  );
  return row?.timeline;
}

export async function storeTimeline(database: Database, family: string, timeline: string): Promise<void> {
  await database.query(
    `insert into fact_timelines (family, timeline) values ($1, $2)
     on conflict (family) do update set timeline = excluded.timeline`,
    [family, timeline],
  );
}
