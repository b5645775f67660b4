import type { Instant } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import type { Outages } from '../domain/outage';

/** Without a heartbeat for this long, no replica could answer. */
const outageAfterSeconds = 3;

/** Stores the last heartbeat of all replicas in one row, and the outages between heartbeats, on the database's clock. */
export class OutagesStore {
  constructor(private readonly maxExtensionSeconds: number) {}

  /**
   * Writes a heartbeat. The time since the last one is stored as an outage if it is longer than `gapSeconds`. The clock is
   * read under the lock of the row. It may go back, as after a failover to a server whose clock is behind.
   */
  async beat(sql: Sql, gapSeconds = outageAfterSeconds): Promise<void> {
    await sql.query(
      `with last as (select beat_at from heartbeat for update),
       outage as (
         insert into outages (since, until)
         select date_trunc('milliseconds', beat_at), clock_timestamp() from last
         where beat_at < clock_timestamp() - make_interval(secs => $1) on conflict do nothing)
       insert into heartbeat (beat_at) select clock_timestamp() from (select count(*) from last) as locked
       on conflict (only_row) do update set beat_at = excluded.beat_at`,
      [gapSeconds],
    );
  }

  /** Returns when the last outage ended, or the present while one lasts. Null means that there has been none. */
  async lastUntil(sql: Sql): Promise<Instant | null> {
    const [row] = await sql.query<{ until: Instant | null }>(
      `select greatest(
         (select until from outages order by until desc limit 1),
         (select clock_timestamp() from heartbeat where beat_at < clock_timestamp() - make_interval(secs => $1))
       ) as until`,
      [outageAfterSeconds],
    );
    return row?.until ?? null;
  }

  /** Returns the outages that may overlap deadlines from `deadlineAt` on. */
  async since(sql: Sql, deadlineAt: Instant): Promise<Outages> {
    const rows = await sql.query<{ since: Instant; until: Instant | null }>(
      `select since, until from outages where until > $2
       union all
       select beat_at, null from heartbeat where beat_at < clock_timestamp() - make_interval(secs => $1)
       order by since`,
      [outageAfterSeconds, deadlineAt],
    );
    return {
      ended: rows.flatMap(({ since, until }) => (until === null ? [] : [{ since, until }])),
      ongoingSince: rows.find(({ until }) => until === null)?.since ?? null,
      maxExtensionSeconds: this.maxExtensionSeconds,
    };
  }
}
