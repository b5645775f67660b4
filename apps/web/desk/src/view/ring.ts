import type { Snapshot } from '@rejoin/contracts';

const shortSeconds = 60;

/**
 * Returns the remaining share of a window, relative to its length with all extensions, and whether little time is
 * left.
 */
export function ringOf(seconds: number, window: NonNullable<Snapshot['window']>, lostAt: string | null) {
  const length = lostAt === null ? 0 : (Date.parse(window.deadlineAt) - Date.parse(lostAt)) / 1000;
  const whole = Math.max(length, window.limitSeconds, 1);
  return { rest: Math.min(1, seconds / whole), isShort: seconds < Math.min(shortSeconds, whole / 4) };
}
