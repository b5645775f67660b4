import { isDeepStrictEqual } from 'node:util';
import { refuse, type Refused } from '@rejoin/kernel';

/** A value with the version of its row. */
export interface Versioned<Value> {
  readonly version: number;
  readonly value: Value;
}

/**
 * Whether `next` may replace `current`: the caller must have read the current version. Saving an equal value changes
 * nothing and creates no version.
 */
export function decideReplacement<Value>(
  current: Versioned<Value>,
  read: readonly number[],
  next: Value,
): 'changed' | 'unchanged' | Refused {
  if (!read.includes(current.version)) return refuse('version-conflict');
  return isDeepStrictEqual(current.value, next) ? 'unchanged' : 'changed';
}
