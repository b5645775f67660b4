/**
 * A rate limit that allows `burst` at once and `perSecond` in the long run. The caller passes the time in
 * milliseconds.
 */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.tokens = burst;
    this.filledAt = now;
  }

  take(now: number): boolean {
    this.fill(now);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Puts back a token whose use does not count. */
  giveBack(): void {
    this.tokens = Math.min(this.burst, this.tokens + 1);
  }

  /** Returns the whole seconds until the next token is available, at least 1. */
  waitSeconds(now: number): number {
    this.fill(now);
    return Math.max(1, Math.ceil((1 - this.tokens) / this.perSecond));
  }

  private fill(now: number): void {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
  }
}
