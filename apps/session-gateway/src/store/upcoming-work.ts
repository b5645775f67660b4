import type { Sql } from '@rejoin/persistence';
import { hasDeadGateway } from './leases.store';

/** The gateway asks the timer again for a seal that has not been given after this time. */
export const sealRetrySeconds = 5;

/** When work for any gateway is due next, in milliseconds on the database's clock. Null means that there is none. */
export interface UpcomingWork {
  /** The end of the earliest debounce of a customer or an agent. */
  readonly awayInMs: number | null;
  /** The earliest end whose seal must be requested again. */
  readonly endingInMs: number | null;
  /** Whether a dead gateway has connections to sweep. */
  readonly hasDeadGateway: boolean;
}

export async function readUpcomingWork(sql: Sql): Promise<UpcomingWork> {
  const [upcoming] = await sql.query<UpcomingWork>(upcomingWorkSql, [sealRetrySeconds]);
  return upcoming ?? { awayInMs: null, endingInMs: null, hasDeadGateway: false };
}

const inMs = (at: string) => `ceil(extract(epoch from ${at} - clock_timestamp()) * 1000)::float8`;

const upcomingWorkSql = `
  select ${inMs('least(customers.first, agents.first)')} as "awayInMs",
    ${inMs('endings.first + make_interval(secs => $1)')} as "endingInMs",
    ${hasDeadGateway} as "hasDeadGateway"
  from (select min(promote_at) as first from conversations where promote_at is not null) as customers,
    (select min(promote_at) as first from desks where promote_at is not null) as agents,
    (select min(ending_at) as first from conversations where ending_at is not null) as endings`;
