/**
 * How many at once: fewer when a batch took long, more again when batches are quick. What is under way is then
 * about what can be done in half a second, on a fast machine and on a loaded one.
 */
export class BatchWindow {
  private current: number;

  constructor(
    private readonly most: number,
    private readonly least = Math.min(20, most),
    private readonly quickMs = 200,
    private readonly slowMs = 500,
  ) {
    this.current = Math.min(most, Math.max(least, Math.ceil(most / 4)));
  }

  get size(): number {
    return this.current;
  }

  /** A batch of `count` took `ms`. A batch that was not full says nothing about larger ones. */
  took(count: number, ms: number): void {
    if (ms > this.slowMs) this.current = Math.max(this.least, Math.floor(this.current / 2));
    else if (ms < this.quickMs && count >= this.current) this.current = Math.min(this.most, this.current * 2);
  }
}
