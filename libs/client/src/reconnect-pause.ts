/** The values on which the pause before the next attempt depends. */
export interface Outage {
  /** How long there has been no connection, in ms. */
  readonly lostForMs: number;
  /** Seconds until it is too late to reconnect; null where there is no such deadline. */
  readonly secondsLeft: number | null;
  /** True when nothing was tried since the connection was lost. */
  readonly isFirst: boolean;
}

const shortMs = 2_500;
const longMs = 30_000;
const nearSeconds = 60;

/**
 * The pause before the next attempt in ms. It is at most 2.5 s in the first minute and in the last minute before the
 * deadline; otherwise it is at most a 24th of the time lost, and never above 30 s. The first pause is random up to that
 * maximum (full jitter), so that thousands of clients that lost their connections at the same instant spread. Later
 * pauses are nearly as long as the maximum, which keeps the clients spread. After an outage of less than a minute, 95
 * of 100 clients try again within 2.4 s after its end, and at most 55 of 100 in any second. Use it for servers that
 * cannot be reached; a server that answers says how long to wait.
 */
export function reconnectPause({ lostForMs, secondsLeft, isFirst }: Outage, random: () => number): number {
  const isNear = secondsLeft !== null && secondsLeft > 0 && secondsLeft <= nearSeconds;
  const longest = isNear ? shortMs : Math.min(longMs, Math.max(shortMs, lostForMs / 24));
  const shortest = isFirst ? 0 : longest * 0.8;
  return shortest + random() * (longest - shortest);
}
