/** A job that has nothing to wait for looks all the same: soon while something is open, now and then otherwise. */
const netMs = { open: 2_000, idle: 30_000 };
/** Short enough that nobody waits longer after an outage than for a look without one. */
const backoffMs = { first: 250, most: 1_000 };

/**
 * When one job runs: never twice at once, at the earliest instant that anybody has asked for, and after a failure not
 * before its pause is over. Pure: every instant is milliseconds of a monotonic clock of the caller.
 */
export class JobSchedule {
  private wantedAt = Infinity;
  private notBefore = -Infinity;
  private isRunning = false;
  private failures = 0;

  /** When the job is to be begun; Infinity while it runs, and while nobody has asked for it. */
  get nextAt(): number {
    return this.isRunning ? Infinity : Math.max(this.wantedAt, this.notBefore);
  }

  /** Asks for a run at this instant or before. What is asked during a run is for the next one. */
  want(at: number): void {
    this.wantedAt = Math.min(this.wantedAt, at);
  }

  begin(): void {
    this.isRunning = true;
    this.wantedAt = Infinity;
  }

  /** `nextInMs`: how long until something is due, as the job has seen it; null when nothing is open. */
  done(now: number, nextInMs: number | null): void {
    this.isRunning = false;
    this.failures = 0;
    this.notBefore = -Infinity;
    this.want(now + (nextInMs === null ? netMs.idle : Math.min(nextInMs, netMs.open)));
  }

  /** Returns how often it has failed in a row. */
  failed(now: number): number {
    this.isRunning = false;
    this.notBefore = now + Math.min(backoffMs.first * 2 ** this.failures, backoffMs.most);
    this.want(this.notBefore);
    return ++this.failures;
  }
}
