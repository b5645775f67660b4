/**
 * Adapts the batch size to the speed of the machine: slow batches halve it, quick full batches double it. A batch then
 * takes about half a second.
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

  /** Reports that a batch of `count` took `ms`. A batch that was not full does not increase the size. */
  took(count: number, ms: number): void {
    if (ms > this.slowMs) this.current = Math.max(this.least, Math.floor(this.current / 2));
    else if (ms < this.quickMs && count >= this.current) this.current = Math.min(this.most, this.current * 2);
  }
}
