export type Duration = [count: number, unit: 'second' | 'minute' | 'hour'];

/**
 * Returns seconds below two minutes (except for one full minute), whole hours, minutes below five hours, and hours. It is
 * rounded down, because a time limit is a promise.
 */
export function inUnits(seconds: number): Duration {
  const whole = Math.floor(seconds);
  if (whole < 120 && whole !== 60) return [whole, 'second'];
  if (whole % 3600 && whole < 18_000) return [Math.floor(whole / 60), 'minute'];
  return [Math.floor(whole / 3600), 'hour'];
}

/** Returns the largest unit of which a duration, such as a setting, is a whole number. */
export function inWholeUnits(seconds: number): Duration {
  if (seconds % 3600 === 0 && seconds > 0) return [seconds / 3600, 'hour'];
  if (seconds % 60 === 0 && seconds > 0) return [seconds / 60, 'minute'];
  return [seconds, 'second'];
}

/**
 * Returns a duration in the largest unit that it reaches. From one minute on it is rounded down, to tenths below ten units,
 * because a time limit is a promise.
 */
export function inLargestUnit(seconds: number): Duration {
  if (seconds < 60) return [seconds, 'second'];
  const [size, unit]: Duration = seconds < 3600 ? [60, 'minute'] : [3600, 'hour'];
  const parts = seconds < 10 * size ? 10 : 1;
  return [Math.floor((seconds * parts) / size) / parts, unit];
}
