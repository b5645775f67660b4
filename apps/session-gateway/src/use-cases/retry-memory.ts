import { isUnreachable } from '@rejoin/persistence';

/** When an item is tried again that failed, or that was locked, perhaps by another gateway that does the same. */
const retryMs = { failed: 60_000, locked: 5_000 };

/**
 * Processes items one by one, and remembers which of them could not be processed, so that the others do not wait for
 * them. Times are milliseconds of one clock.
 */
export class RetryMemory {
  private readonly skippedUntil = new Map<string, number>();

  /** `failureOf` returns the text of the error for an item that failed. */
  constructor(private readonly failureOf: (id: string) => string) {}

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

  /**
   * Tries each item alone. `process` returns false for an item that is locked. Returns the first error after all have
   * been tried, but throws as soon as Postgres is unreachable, because then all others would fail too.
   */
  async tryEach(
    ids: readonly string[],
    now: number,
    process: (id: string) => Promise<boolean>,
  ): Promise<Error | undefined> {
    let firstError: Error | undefined;
    for (const id of ids) {
      try {
        if (!(await process(id))) this.skippedUntil.set(id, now + retryMs.locked);
      } catch (error) {
        // An item that breaks its own connection looks like an outage. It must not come first for ever.
        this.skippedUntil.set(id, now + retryMs.failed);
        if (isUnreachable(error)) throw error;
        firstError ??= new Error(this.failureOf(id), { cause: error });
      }
    }
    return firstError;
  }
}
