/**
 * The pause before an attempt in ms, with full jitter: `rand(0, min(30 s, 0.5 s * 2^attempt))`. The jitter spreads
 * clients that lost their connections at the same time.
 */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
}
