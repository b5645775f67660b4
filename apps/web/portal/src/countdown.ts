/** The whole seconds until `deadlineAt`, at least 0. `ahead`: the milliseconds by which the server's clock is ahead. */
export function secondsLeft(deadlineAt: string, ahead: number, here: number): number {
  return Math.max(0, Math.ceil((Date.parse(deadlineAt) - ahead - here) / 1000));
}
