/** The whole seconds until `deadlineAt`, at least 0. `ahead`: the milliseconds by which the server's clock is ahead. */
export function secondsLeft(deadlineAt: string, ahead: number, here: number): number {
  return Math.max(0, Math.ceil((Date.parse(deadlineAt) - ahead - here) / 1000));
}

/** `1:05`. */
export function asClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
