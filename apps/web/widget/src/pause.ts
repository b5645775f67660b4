/**
 * The pause before the next attempt in ms. It grows with the failures, and is random, so that clients of the same
 * server spread.
 */
export function pauseMs(failures: number): number {
  return failures * 1_000 * (1 + Math.random());
}
