import { isAlive } from '@rejoin/servers';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const places = [
  process.env['REJOIN_FAKETIME'] ?? '',
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
];

const apartSeconds = 4;

/** The path of libfaketime when it is installed. */
export const fakeTime = places.find((place) => place !== '' && existsSync(place));

/** The environment of the n-th replica. The clock of the second replica is 4 s ahead. */
export function clockApart(n: number): Record<string, string> {
  if (fakeTime === undefined || n === 1) return {};
  return {
    LD_PRELOAD: fakeTime,
    FAKETIME: `+${apartSeconds}s`,
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}

const sharedMemory = '/dev/shm';

/** libfaketime creates shared memory for each process, which remains when the process is killed. */
export function removeClocksOfTheDead(): void {
  if (!existsSync(sharedMemory)) return;
  for (const name of readdirSync(sharedMemory)) {
    const owner = /^(?:faketime_shm|sem\.faketime_sem)_(\d+)$/.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    // Files of other users stay.
    try {
      rmSync(join(sharedMemory, name), { force: true });
    } catch {
      continue;
    }
  }
}
