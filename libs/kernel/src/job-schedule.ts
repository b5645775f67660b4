/** The longest pause between two runs: short while work is open, longer while the job is idle. */
const maxPauseMs = { open: 2_000, idle: 30_000 };
/** The pauses after failures. They are short, so that an outage delays the work no longer than an idle pause would. */
const backoffMs = { first: 250, most: 1_000 };

/**
 * Decides when a job runs.
 *
 * Invariants: a job never runs twice at the same time; it runs at the earliest requested instant; after a failure it runs
 * only after a pause. The schedule is pure: every instant is in milliseconds of the caller's monotonic clock.
 */
export class JobSchedule {
  private requestedAt = Infinity;
  private notBefore = -Infinity;
  private isRunning = false;
  private failures = 0;

  /** When the job must start. Infinity while it runs or is not requested. */
  get nextAt(): number {
    return this.isRunning ? Infinity : Math.max(this.requestedAt, this.notBefore);
  }

  /** Requests a run at this instant or earlier. A request during a run is for the next one. */
  request(at: number): void {
    this.requestedAt = Math.min(this.requestedAt, at);
  }

  begin(): void {
    this.isRunning = true;
    this.requestedAt = Infinity;
  }

  /** Records a successful run. `nextInMs` is when more work is due, or null when none is open. */
  done(now: number, nextInMs: number | null): void {
    this.isRunning = false;
    this.failures = 0;
    this.notBefore = -Infinity;
    this.request(now + (nextInMs === null ? maxPauseMs.idle : Math.min(nextInMs, maxPauseMs.open)));
  }

  /** Records a failed run. Returns how often the job has failed in a row. */
  failed(now: number): number {
    this.isRunning = false;
    this.notBefore = now + Math.min(backoffMs.first * 2 ** this.failures, backoffMs.most);
    this.request(this.notBefore);
    return ++this.failures;
  }
}
