import { isFree } from '@rejoin/servers';
import { randomInt } from 'node:crypto';

/**
 * The first of twelve free ports in a row, below those that other tests draw. A start looks at them, and listens on them
 * seconds later, so that each worker of jest draws from a range of its own.
 */
export async function freeBase(): Promise<number> {
  const range = 10_000 + (Number(process.env['JEST_WORKER_ID'] ?? 0) % 8) * 240;
  for (;;) {
    const base = range + randomInt(240 - 12);
    const free = await Promise.all(Array.from({ length: 12 }, (_, i) => isFree(base + i)));
    if (free.every(Boolean)) return base;
  }
}
