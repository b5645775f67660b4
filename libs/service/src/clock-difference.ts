import type { Log } from '@rejoin/messaging';
import type { DatabaseTime } from '@rejoin/persistence';
import { clockDifference } from './service-figures';

const lookEveryMs = 30_000;
const toldAboveMs = 250;

/**
 * Measures how far the clock of this host is ahead of the database's clock. No decision depends on a host's clock, but
 * a difference makes logs hard to compare. It is logged once when it has become too large.
 */
export class ClockWatch {
  private isTold = false;

  constructor(
    private readonly time: DatabaseTime,
    private readonly log: Log,
    private readonly show: (seconds: number) => void,
  ) {}

  async look(): Promise<void> {
    await this.time.measure();
    const aheadMs = Date.now() - this.time.millis();
    this.show(aheadMs / 1000);
    const isLarge = Math.abs(aheadMs) - this.time.errorMs > toldAboveMs;
    if (isLarge && !this.isTold) {
      this.log.warn(
        { alarm: 'clock-differs', seconds: aheadMs / 1000 },
        "this host's clock differs from the database's: set it, for example by NTP",
      );
    }
    this.isTold = isLarge;
  }
}

/** Starts at once. Returns a function that stops it. */
export function watchClock(time: DatabaseTime, log: Log): () => void {
  const watch = new ClockWatch(time, log, (seconds) => clockDifference.set(seconds));
  // Without Postgres there is nothing to compare with.
  const look = () => void watch.look().catch(() => clockDifference.set(NaN));
  look();
  const timer = setInterval(look, lookEveryMs).unref();
  return () => clearInterval(timer);
}
