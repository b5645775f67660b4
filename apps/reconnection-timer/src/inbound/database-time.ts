import { millis } from '@rejoin/kernel';
import { databaseClock, type Database } from '@rejoin/persistence';

const samplesKept = 8;

/**
 * The database's clock, estimated between two looks at it, so that a timer of this process can aim at a
 * deadline. It only aims: what is due is decided by the database itself.
 */
export class DatabaseTime {
  private samples: { offset: number; roundTrip: number }[] = [];
  private offset = Date.now() - performance.now();

  constructor(private readonly database: Database) {}

  /** Milliseconds since 1970 on the database's clock, now. */
  now(): number {
    return performance.now() + this.offset;
  }

  /** Looks at the clock. Of the latest looks the quickest counts: it is the least uncertain. */
  async measure(): Promise<void> {
    const asked = performance.now();
    const time = millis(await databaseClock(this.database));
    const roundTrip = performance.now() - asked;
    this.samples = [...this.samples, { offset: time - asked - roundTrip / 2, roundTrip }].slice(-samplesKept);
    this.offset = this.samples.reduce((a, b) => (b.roundTrip <= a.roundTrip ? b : a)).offset;
  }
}
