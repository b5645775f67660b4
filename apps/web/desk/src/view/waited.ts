/** In seconds. The clock of the server counts down only, so a waiting time is counted down from this one. */
export const longestWait = 7 * 86_400;

/** The instant at which the longest wait ends, for one that began at `since`. */
export function endOfWait(since: string): string {
  return new Date(Date.parse(since) + longestWait * 1000).toISOString();
}

/** A waiting time in whole seconds, or in whole minutes from one minute on. It is cut, so that it is never overstated. */
export function wholeUnits(seconds: number): number {
  const whole = Math.max(0, seconds);
  return whole < 60 ? Math.floor(whole) : Math.floor(whole / 60) * 60;
}
