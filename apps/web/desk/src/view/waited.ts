/** A waiting time in whole seconds, or in whole minutes from one minute on. It is cut, so that it is never overstated. */
export function wholeUnits(seconds: number): number {
  const whole = Math.max(0, seconds);
  return whole < 60 ? Math.floor(whole) : Math.floor(whole / 60) * 60;
}
