/** What the pause before the next attempt depends on. */
export interface Outage {
  /** How long there has been no connection. */
  readonly lostForMs: number;
  /** Until it is too late to come back; null where nothing ends. */
  readonly secondsLeft: number | null;
  /** Nothing was tried yet since the connection was lost. */
  readonly isFirst: boolean;
}

const shortMs = 2_500;
const longMs = 30_000;
const nearSeconds = 60;

/**
 * The pause before the next attempt in ms: at most 2.5 s in the first minute and in the last one before the deadline,
 * else a 24th of the time lost, at most 30 s. The first pause is anything up to that (full jitter), so that thousands
 * who lost their line at the same instant spread; the later ones are nearly as long as they may be, which keeps them
 * spread. So of those whose line was cut for less than a minute 95 of 100 try again within 2.4 s after it is whole, and
 * no second has more than 55 of 100. For servers that cannot be reached; one that answers says how long to wait.
 */
export function reconnectPause({ lostForMs, secondsLeft, isFirst }: Outage, random: () => number): number {
  const isNear = secondsLeft !== null && secondsLeft > 0 && secondsLeft <= nearSeconds;
  const longest = isNear ? shortMs : Math.min(longMs, Math.max(shortMs, lostForMs / 24));
  const shortest = isFirst ? 0 : longest * 0.8;
  return shortest + random() * (longest - shortest);
}
