const recentMs = 10_000;
const everythingMs = 30_000;

/**
 * From which row on to look for unpublished ones. Index entries of rows that were published stay until a vacuum,
 * so that looking from the first would cost more with every fact. But rows can commit late, after later ones were
 * published: what is younger than 10 s is always looked at, everything once in 30 s.
 */
export class LookFrom {
  private floor = 0;
  private next = { seq: 0, since: 0 };
  private lookedAt = -Infinity;

  /** The first row to look at; `now` in milliseconds. */
  seq(now: number): number {
    if (now - this.lookedAt < everythingMs) return this.floor;
    this.lookedAt = now;
    return 0;
  }

  /** Up to this row something was published. */
  published(seq: number, now: number): void {
    if (now - this.next.since < recentMs) return;
    this.floor = this.next.seq;
    this.next = { seq, since: now };
  }

  /** Something below may not have been published after all. */
  everything(): void {
    this.lookedAt = -Infinity;
    this.floor = 0;
    this.next = { seq: 0, since: 0 };
  }
}
