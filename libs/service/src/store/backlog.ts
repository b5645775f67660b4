import type { Database } from '@rejoin/persistence';

/** Rows are counted up to this number. */
export const backlogLimit = 10_000;

/** The facts of a service that wait: those that are not published, and those that failed. */
export interface Backlog {
  readonly unpublished: number;
  readonly oldestSeconds: number;
  readonly parked: number;
}

export async function readBacklog(database: Database): Promise<Backlog | undefined> {
  const [backlog] = await database.query<Backlog>(
    `select (select count(*) from (select 1 from outbox where published_at is null limit ${backlogLimit}) w) as unpublished,
       coalesce((select extract(epoch from clock_timestamp() - recorded_at) from outbox
         where published_at is null order by seq limit 1), 0)::float8 as "oldestSeconds",
       (select count(*) from (select 1 from parked_facts limit ${backlogLimit}) p) as parked`,
  );
  return backlog;
}
