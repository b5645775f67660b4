import { instant, millis, type Instant } from '@rejoin/kernel';
import { databaseClock } from './clock';
import type { Sql } from './database';

const keptSamples = 8;
/** Two samples of correct clocks differ by no more than this, beside their errors. */
const driftMs = 50;

interface ClockSample {
  readonly offset: number;
  readonly roundTrip: number;
}

/**
 * An estimate of the database's clock: an offset to the monotonic clock of this process, measured at intervals. It is used
 * to display times, to schedule work and to check the expiry of tokens, so that the clock of this host does not matter.
 * Races are decided by {@link databaseClock} under the lock.
 */
export class DatabaseTime {
  private offset = Date.now() - performance.now();
  private samples: readonly ClockSample[] = [];

  constructor(private readonly sql: Sql) {}

  now(): Instant {
    return instant(this.millis());
  }

  /** Returns the time as milliseconds since 1970, with fractions. */
  millis(): number {
    return performance.now() + this.offset;
  }

  /** The largest error of {@link millis}. Infinity before the first sample. */
  get errorMs(): number {
    return Math.min(...this.samples.map(({ roundTrip }) => roundTrip / 2));
  }

  /** Returns the milliseconds from now until `at`, negative when it has passed. */
  until(at: Instant): number {
    return millis(at) - this.millis();
  }

  /**
   * Samples the clock. The error of a sample is half of its round trip, so the fastest of the latest samples is used, and a
   * pause of this process does not change the time. Samples that disagree with the newest one come from before a sleep of
   * this host or from another server, and are dropped. With `sql`, the sample shares the caller's round trip.
   */
  async measure(sql: Sql = this.sql): Promise<void> {
    const startedAt = performance.now();
    const at = millis(await databaseClock(sql));
    const roundTrip = performance.now() - startedAt;
    const last = { offset: at - startedAt - roundTrip / 2, roundTrip };
    this.samples = [...this.samples.filter((sample) => agree(sample, last)), last].slice(-keptSamples);
    this.offset = this.samples.reduce((a, b) => (b.roundTrip <= a.roundTrip ? b : a)).offset;
  }
}

function agree(a: ClockSample, b: ClockSample): boolean {
  return Math.abs(a.offset - b.offset) <= (a.roundTrip + b.roundTrip) / 2 + driftMs;
}
