import { statfsSync } from 'node:fs';
import { progress } from './say';

const lookEveryMs = 5_000;
/** Postgres allocates its write-ahead log in files of 16 MB. */
const leastBytes = 32 * 1024 * 1024;

/**
 * Prints when the disk of a folder is full, and when there is space again. The services log it too, but their logs may be
 * on the same disk. Returns a function that stops it.
 */
export function watchDisk(folder: string, freeBytes: () => number = () => freeOn(folder)): () => void {
  let isFull = false;
  const look = () => {
    const wasFull = isFull;
    isFull = freeBytes() < leastBytes;
    if (isFull && !wasFull)
      progress(`ALARM: the disk of ${folder} is full; make room there, and everything goes on by itself`);
    if (!isFull && wasFull) progress(`the disk of ${folder} has room again`);
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return () => {
    clearInterval(timer);
  };
}

function freeOn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
