import { isFree } from '@rejoin/servers';
import { randomInt } from 'node:crypto';

/**
 * The first of twelve free ports in a row, below those that other tests draw, since a start needs them for longer than a
 * moment.
 */
export async function freeBase(): Promise<number> {
  for (;;) {
    const base = randomInt(10_000, 11_990);
    const free = await Promise.all(Array.from({ length: 12 }, (_, i) => isFree(base + i)));
    if (free.every(Boolean)) return base;
  }
}
