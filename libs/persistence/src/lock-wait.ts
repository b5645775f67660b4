import type { Tx } from './database';

/** Shortens how long the next statements of a transaction wait for locks. */
export function limitLockWait(tx: Tx, ms: number): void {
  tx.write(`set local lock_timeout = '${ms}ms'`);
}
