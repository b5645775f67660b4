/** Whole seconds that are left until `deadlineAt`, never below 0. `ahead`: how much the server's clock is ahead. */
export function secondsLeft(deadlineAt: string, ahead: number, here: number): number {
  return Math.max(0, Math.ceil((Date.parse(deadlineAt) - ahead - here) / 1000));
}

/** `1:05`. */
export function asClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
