import { isDeepStrictEqual } from 'node:util';
import { refuse, type Refused } from '@rejoin/kernel';

/** A value with the version of its row. */
export interface Versioned<Value> {
  readonly version: number;
  readonly value: Value;
}

/**
 * Returns the row for a caller that has read one of the versions `read` (null: any version). It is refused when there is no
 * such row, and when another person has saved it since.
 */
export function requireVersion<Row extends { readonly version: number }>(
  current: Row | null | undefined,
  read: readonly number[] | null,
): Row | Refused {
  if (!current) return refuse('not-found');
  return read && !read.includes(current.version) ? refuse('version-conflict') : current;
}

/** Whether the value is saved already. Saving an equal value changes nothing and creates no version. */
export function isUnchanged<Value>(current: Versioned<Value>, next: Value): boolean {
  return isDeepStrictEqual(current.value, next);
}
