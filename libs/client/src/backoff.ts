/** Full jitter, `rand(0, min(30 s, 0.5 s * 2^attempt))`, in ms: a herd spreads instead of coming back at once. */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
}
