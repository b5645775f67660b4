/** In ms. On average there is at most one attempt in this time. */
const averageMs = 1_000;
/** How many attempts may follow each other without a pause. */
const burst = 3;

/**
 * Limits how often a client connects, whatever asks for it: typing, *Try now*, events of the page, a server that drops
 * every connection. In any minute there are at most 63 attempts.
 */
export class AttemptPace {
  private nextAt = -Infinity;

  attempted(now: number): void {
    this.nextAt = Math.max(this.nextAt, now) + averageMs;
  }

  /** In ms: how long the next attempt must wait. */
  waitMs(now: number): number {
    return Math.max(0, this.nextAt - (burst - 1) * averageMs - now);
  }
}
