import { isDeepStrictEqual } from 'node:util';
import { refuse, type Refused } from '@rejoin/kernel';

/** A value with the version of its row. */
export interface Versioned<Value> {
  readonly version: number;
  readonly value: Value;
}

/**
 * Whether `next` may take the place of `current`: only for who has read it as it is. Saving what is saved
 * already changes nothing, and makes no version.
 */
export function decideReplacement<Value>(
  current: Versioned<Value>,
  read: readonly number[],
  next: Value,
): 'changed' | 'unchanged' | Refused {
  if (!read.includes(current.version)) return refuse('version-conflict');
  return isDeepStrictEqual(current.value, next) ? 'unchanged' : 'changed';
}
