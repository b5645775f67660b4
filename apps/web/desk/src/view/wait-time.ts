/**
 * Rounds a waiting time down to whole seconds, or to whole minutes from one minute on, so that it is never
 * overstated.
 */
export function wholeUnits(seconds: number): number {
  const whole = Math.max(0, seconds);
  return whole < 60 ? Math.floor(whole) : Math.floor(whole / 60) * 60;
}
