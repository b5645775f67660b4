const quickMs = 200;
const slowMs = 500;

/**
 * Adapts the batch size to the speed of the machine: slow batches halve it, quick full batches double it. A batch then
 * takes about half a second.
 */
export class BatchWindow {
  private current: number;
  private readonly least: number;

  constructor(private readonly most: number) {
    this.least = Math.min(20, most);
    this.current = Math.min(most, Math.max(this.least, Math.ceil(most / 4)));
  }

  get size(): number {
    return this.current;
  }

  /** Reports that a batch of `count` took `ms`. A batch that was not full does not increase the size. */
  took(count: number, ms: number): void {
    if (ms > slowMs) this.current = Math.max(this.least, Math.floor(this.current / 2));
    else if (ms < quickMs && count >= this.current) this.current = Math.min(this.most, this.current * 2);
  }
}
