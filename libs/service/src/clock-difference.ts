import { millis } from '@rejoin/kernel';
import type { Log } from '@rejoin/messaging';
import { databaseClock, type Sql } from '@rejoin/persistence';
import { Gauge } from 'prom-client';

const lookEveryMs = 30_000;
const toldAboveMs = 250;

/**
 * How far this host's clock is ahead of the database's, in ms; half of the question's way is its error. Nothing
 * is decided by a host's clock: a difference makes what people see wrong, and logs hard to compare.
 */
async function clockDifference(sql: Sql): Promise<{ aheadMs: number; errorMs: number }> {
  const asked = performance.now();
  const at = millis(await databaseClock(sql));
  const errorMs = (performance.now() - asked) / 2;
  return { aheadMs: Date.now() - errorMs - at, errorMs };
}

/** Shows the difference as a figure, and warns once when it has become too large. */
export class ClockWatch {
  private isTold = false;

  constructor(
    private readonly sql: Sql,
    private readonly log: Log,
    private readonly show: (seconds: number) => void,
  ) {}

  async look(): Promise<void> {
    const { aheadMs, errorMs } = await clockDifference(this.sql);
    this.show(aheadMs / 1000);
    const isLarge = Math.abs(aheadMs) - errorMs > toldAboveMs;
    if (isLarge && !this.isTold) {
      this.log.warn(
        { alarm: 'clock-differs', seconds: aheadMs / 1000 },
        "this host's clock differs from the database's: set it, for example by NTP",
      );
    }
    this.isTold = isLarge;
  }
}

export function watchClock(sql: Sql, log: Log): void {
  const gauge = new Gauge({
    name: 'rejoin_clock_difference_seconds',
    help: "by how much this host's clock is ahead of the database's",
  });
  const watch = new ClockWatch(sql, log, (seconds) => gauge.set(seconds));
  // Without Postgres there is nothing to compare with.
  const look = () => void watch.look().catch(() => gauge.set(NaN));
  look();
  setInterval(look, lookEveryMs).unref();
}
