/**
 * What a process knows of a lease that it renews in the database, in milliseconds of its own monotonic clock. A
 * renewal counts from when it was asked for, so the process never believes longer in it than others do.
 */
export class LeaseTerm {
  private renewedAt = -Infinity;
  private gaplessSince = Infinity;

  constructor(private readonly ms: number) {}

  recordRenewal(requestedAt: number): void {
    if (requestedAt - this.renewedAt > this.ms) this.gaplessSince = requestedAt;
    this.renewedAt = requestedAt;
  }

  recordLoss(): void {
    this.renewedAt = -Infinity;
  }

  /** Whether it has been held for longer than a whole term, without a gap in which others could have ended it. */
  isSettled(now: number): boolean {
    return now - this.renewedAt <= this.ms && now - this.gaplessSince > this.ms;
  }
}
