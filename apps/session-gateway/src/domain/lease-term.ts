/**
 * What a process knows about the lease that it renews in the database, in milliseconds of its own monotonic clock. A
 * renewal counts from the moment of its request, so the process never believes in the lease longer than the others
 * do.
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

  /**
   * Returns whether the lease has been held for longer than a whole term, without a gap in which others could have
   * ended it.
   */
  isSettled(now: number): boolean {
    return now - this.renewedAt <= this.ms && now - this.gaplessSince > this.ms;
  }
}
