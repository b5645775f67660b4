import { instant, millis, type Instant } from '@rejoin/kernel';
import { databaseClock } from './clock';
import type { Sql } from './database';

/**
 * The database's clock as this process follows it: an offset to the monotonic clock, measured again now and
 * then. For showing and for waking up; what is decided is decided by {@link databaseClock} under the lock.
 */
export class DatabaseTime {
  private offset = Date.now() - performance.now();

  constructor(private readonly sql: Sql) {}

  now(): Instant {
    return instant(performance.now() + this.offset);
  }

  /** Milliseconds from now until `at`; negative when it has passed. */
  until(at: Instant): number {
    return millis(at) - (performance.now() + this.offset);
  }

  /** Measures the offset; half of the round trip is its error. */
  async measure(): Promise<void> {
    const asked = performance.now();
    const at = millis(await databaseClock(this.sql));
    this.offset = at - (asked + performance.now()) / 2;
  }
}
