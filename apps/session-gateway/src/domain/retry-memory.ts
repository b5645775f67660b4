/** When an item is tried again that failed, or that was locked, perhaps by another gateway that does the same. */
const retryMs = { failed: 60_000, locked: 5_000 };

/**
 * Remembers which items could not be processed, so that the others do not wait for them. Times are milliseconds of one
 * clock.
 */
export class RetryMemory {
  private readonly skippedUntil = new Map<string, number>();

  skip(id: string, reason: keyof typeof retryMs, now: number): void {
    this.skippedUntil.set(id, now + retryMs[reason]);
  }

  /** Returns the items that must not be tried yet, and forgets those whose time has come. */
  skipped(now: number): string[] {
    for (const [id, until] of this.skippedUntil) if (until <= now) this.skippedUntil.delete(id);
    return [...this.skippedUntil.keys()];
  }

  /** Returns the time after which the first of the skipped items is tried again, or null when there is none. */
  nextInMs(now: number): number | null {
    const retries = [...this.skippedUntil.values()];
    return retries.length > 0 ? Math.min(...retries) - now : null;
  }
}
