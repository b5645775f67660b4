import type { Snapshot } from '@rejoin/contracts';

const shortSeconds = 60;

/** How much of a window is left, 0 to 1 of its whole length with all extensions, and whether that is little. */
export function ringOf(seconds: number, window: NonNullable<Snapshot['window']>, lostAt: string | null) {
  const length = lostAt === null ? 0 : (Date.parse(window.deadlineAt) - Date.parse(lostAt)) / 1000;
  const whole = Math.max(length, window.limitSeconds, 1);
  return { rest: Math.min(1, seconds / whole), isShort: seconds < Math.min(shortSeconds, whole / 4) };
}
