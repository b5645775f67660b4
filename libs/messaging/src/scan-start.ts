const recentMs = 10_000;
const fullScanEveryMs = 30_000;

/**
 * Decides at which row a scan for unpublished rows starts. Index entries of published rows stay until a vacuum, so a scan
 * from the first row would get slower with every fact. A row can commit after later rows were published, so rows that are
 * younger than 10 s are always scanned, and all rows once in 30 s.
 */
export class ScanStart {
  private floor = 0;
  private next = { firstSeq: 0, since: 0 };
  private fullScanAt = -Infinity;

  /** Returns the first row to scan. `now` is in milliseconds. */
  seq(now: number): number {
    if (now - this.fullScanAt < fullScanEveryMs) return this.floor;
    this.fullScanAt = now;
    return 0;
  }

  /** Records that rows up to this one were published. */
  published(seq: number, now: number): void {
    if (now - this.next.since < recentMs) return;
    this.floor = this.next.firstSeq;
    this.next = { firstSeq: seq, since: now };
  }

  /** Starts again at the first row, because a published row may be unpublished after all. */
  reset(): void {
    this.fullScanAt = -Infinity;
    this.floor = 0;
    this.next = { firstSeq: 0, since: 0 };
  }
}
