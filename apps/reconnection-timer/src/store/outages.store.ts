import type { Instant } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Outages } from '../domain/outage';
import { timerEnvironment, type TimerEnvironment } from '../timer.environment';

/** Without a heartbeat for this long, no replica could answer. */
const outageAfterSeconds = 3;

/** Stores the last heartbeat of all replicas in one row, and the outages between heartbeats, on the database's clock. */
@Injectable()
export class OutagesStore {
  constructor(@Inject(timerEnvironment) private readonly environment: TimerEnvironment) {}

  /** Writes a heartbeat. The time since the last one is stored as an outage if it is longer than `gapSeconds`. */
  async beat(sql: Sql, gapSeconds = outageAfterSeconds): Promise<void> {
    await sql.query(
      `with last as (select beat_at from heartbeat for update),
       outage as (
         insert into outages (since, until)
         select date_trunc('milliseconds', beat_at), clock_timestamp() from last
         where beat_at < clock_timestamp() - make_interval(secs => $1) on conflict do nothing)
       insert into heartbeat (beat_at) select clock_timestamp() from (select count(*) from last) as locked
       on conflict (only_row) do update set beat_at = greatest(heartbeat.beat_at, excluded.beat_at)`,
      [gapSeconds],
    );
  }

  /** Returns the outages that may overlap deadlines from `deadlineAt` on. */
  since(sql: Sql, deadlineAt: Instant): Promise<Outages> {
    return this.read(sql, '$2', deadlineAt);
  }

  /** Returns the outages that may overlap the open windows of these conversations. It can share the round trip that locks them. */
  ofOpenWindows(sql: Sql, conversationIds: readonly string[]): Promise<Outages> {
    return this.read(sql, earliestDeadline, conversationIds);
  }

  private async read(sql: Sql, from: string, parameter: unknown): Promise<Outages> {
    const rows = await sql.query<{ since: Instant; until: Instant | null }>(
      `select since, until from outages where until > ${from}
       union all
       select beat_at, null from heartbeat where beat_at < clock_timestamp() - make_interval(secs => $1)
       order by since`,
      [outageAfterSeconds, parameter],
    );
    return {
      ended: rows.flatMap(({ since, until }) => (until === null ? [] : [{ since, until }])),
      ongoingSince: rows.find(({ until }) => until === null)?.since ?? null,
      maxExtensionSeconds: this.environment.REJOIN_OUTAGE_EXTENSION_SECONDS,
    };
  }
}

const earliestDeadline = `(
  select min(deadline_at) from windows where conversation_id = any($2) and outcome is null)`;
