import { instant, millis, type Instant } from '@rejoin/kernel';
import { databaseClock } from './clock';
import type { Sql } from './database';

const looksKept = 8;

/**
 * The database's clock as this process follows it: an offset to the monotonic clock, measured again now and
 * then. For showing and for waking up; what is decided is decided by {@link databaseClock} under the lock.
 */
export class DatabaseTime {
  private offset = Date.now() - performance.now();
  private looks: { offset: number; roundTrip: number }[] = [];

  constructor(private readonly sql: Sql) {}

  now(): Instant {
    return instant(this.millis());
  }

  /** The same as milliseconds since 1970, with fractions. */
  millis(): number {
    return performance.now() + this.offset;
  }

  /** Milliseconds from now until `at`; negative when it has passed. */
  until(at: Instant): number {
    return millis(at) - this.millis();
  }

  /**
   * Looks at the clock. Half of the round trip is the error of a look, so of the latest looks the quickest
   * counts: one that met a pause of this process does not move the time. `sql`: where the look travels with others.
   */
  async measure(sql: Sql = this.sql): Promise<void> {
    const asked = performance.now();
    const at = millis(await databaseClock(sql));
    const roundTrip = performance.now() - asked;
    this.looks = [...this.looks, { offset: at - asked - roundTrip / 2, roundTrip }].slice(-looksKept);
    this.offset = this.looks.reduce((a, b) => (b.roundTrip <= a.roundTrip ? b : a)).offset;
  }
}
