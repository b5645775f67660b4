import { instant, millis, type Instant } from '@rejoin/kernel';
import { databaseClock } from './clock';
import type { Sql } from './database';

const looksKept = 8;
/** Two looks at clocks that run as they should do not differ by more, beside their errors. */
const driftMs = 50;

interface Look {
  readonly offset: number;
  readonly roundTrip: number;
}

/**
 * The database's clock as this process follows it: an offset to the monotonic clock, measured again now and
 * then. For showing, for waking up and for the ends of tokens, so that the clock of this host has no say in them;
 * whatever is a race is decided by {@link databaseClock} under the lock.
 */
export class DatabaseTime {
  private offset = Date.now() - performance.now();
  private looks: readonly Look[] = [];

  constructor(private readonly sql: Sql) {}

  now(): Instant {
    return instant(this.millis());
  }

  /** The same as milliseconds since 1970, with fractions. */
  millis(): number {
    return performance.now() + this.offset;
  }

  /** By how much {@link millis} may be wrong. Infinity before the first look. */
  get errorMs(): number {
    return Math.min(...this.looks.map(({ roundTrip }) => roundTrip / 2));
  }

  /** Milliseconds from now until `at`; negative when it has passed. */
  until(at: Instant): number {
    return millis(at) - this.millis();
  }

  /**
   * Looks at the clock. Half of the round trip is the error of a look, so of the latest looks the quickest
   * counts: one that met a pause of this process does not move the time. Looks that no longer agree with the last one
   * were made before this host slept, or of another server. `sql`: where the look travels with others.
   */
  async measure(sql: Sql = this.sql): Promise<void> {
    const asked = performance.now();
    const at = millis(await databaseClock(sql));
    const roundTrip = performance.now() - asked;
    const last = { offset: at - asked - roundTrip / 2, roundTrip };
    this.looks = [...this.looks.filter((look) => agree(look, last)), last].slice(-looksKept);
    this.offset = this.looks.reduce((a, b) => (b.roundTrip <= a.roundTrip ? b : a)).offset;
  }
}

function agree(a: Look, b: Look): boolean {
  return Math.abs(a.offset - b.offset) <= (a.roundTrip + b.roundTrip) / 2 + driftMs;
}
