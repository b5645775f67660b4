import { isUnreachable } from '@rejoin/persistence';
import type { RetryMemory } from '../domain/retry-memory';

interface Attempts {
  readonly retries: RetryMemory;
  readonly now: number;
  /** Returns the text of the error for an item that failed. */
  readonly failureOf: (id: string) => string;
}

/**
 * Tries each item alone. `process` returns false for an item that is locked. Returns the first error after all have been
 * tried, but throws as soon as Postgres is unreachable, because then all others would fail too.
 */
export async function tryEach(
  ids: readonly string[],
  { retries, now, failureOf }: Attempts,
  process: (id: string) => Promise<boolean>,
): Promise<Error | undefined> {
  let firstError: Error | undefined;
  for (const id of ids) {
    try {
      if (!(await process(id))) retries.skip(id, 'locked', now);
    } catch (error) {
      // An item that breaks its own connection looks like an outage. It must not come first for ever.
      retries.skip(id, 'failed', now);
      if (isUnreachable(error)) throw error;
      firstError ??= new Error(failureOf(id), { cause: error });
    }
  }
  return firstError;
}
