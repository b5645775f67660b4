import type { Instant } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Outages } from '../domain/outage';
import { timerEnvironment } from '../timer.environment';

/** Without a sign of life for this long nobody could be asked. */
const silentSeconds = 3;

/** Signs of life of all replicas, in one row, and the outages between them. On the database's clock. */
@Injectable()
export class OutagesStore {
  private readonly longestSeconds = timerEnvironment().REJOIN_OUTAGE_EXTENSION_SECONDS;

  /** A sign of life. What has passed since the last one was an outage when it is longer than `silent`. */
  async beat(sql: Sql, silent = silentSeconds): Promise<void> {
    await sql.query(
      `with last as (select beat_at from heartbeat for update),
       outage as (
         insert into outages (since, until)
         select date_trunc('milliseconds', beat_at), clock_timestamp() from last
         where beat_at < clock_timestamp() - make_interval(secs => $1) on conflict do nothing)
       insert into heartbeat (beat_at) select clock_timestamp() from (select count(*) from last) as locked
       on conflict (only_row) do update set beat_at = greatest(heartbeat.beat_at, excluded.beat_at)`,
      [silent],
    );
  }

  /** The outages that may have met deadlines from `deadlineAt` on. */
  since(sql: Sql, deadlineAt: Instant): Promise<Outages> {
    return this.read(sql, '$2', deadlineAt);
  }

  /** The outages that may have met the open windows of these conversations: travels with what locks and reads them. */
  ofOpenWindows(sql: Sql, conversationIds: readonly string[]): Promise<Outages> {
    return this.read(sql, earliestDeadline, conversationIds);
  }

  private async read(sql: Sql, from: string, parameter: unknown): Promise<Outages> {
    const rows = await sql.query<{ since: Instant; until: Instant | null }>(
      `select since, until from outages where until > ${from}
       union all
       select beat_at, null from heartbeat where beat_at < clock_timestamp() - make_interval(secs => $1)
       order by since`,
      [silentSeconds, parameter],
    );
    return {
      ended: rows.flatMap(({ since, until }) => (until === null ? [] : [{ since, until }])),
      since: rows.find(({ until }) => until === null)?.since ?? null,
      longestSeconds: this.longestSeconds,
    };
  }
}

const earliestDeadline = `(
  select min(deadline_at) from windows where conversation_id = any($2) and outcome is null)`;
