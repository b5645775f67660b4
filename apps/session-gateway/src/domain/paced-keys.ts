export interface Pacing {
  readonly soonMs: number;
  readonly everyMs: number;
}

/** Tells which keys are due. A key becomes due `soonMs` after it was added, and at most once every `everyMs`. */
export class PacedKeys {
  private readonly dueAt = new Map<string, number>();
  private readonly takenAt = new Map<string, number>();

  constructor(private readonly pacing: Pacing) {}

  /** Returns the milliseconds until the key is due. */
  add(key: string, now: number): number {
    const { soonMs, everyMs } = this.pacing;
    const earliest = (this.takenAt.get(key) ?? -Infinity) + everyMs;
    const dueAt = this.dueAt.get(key) ?? Math.max(now + soonMs, earliest);
    this.dueAt.set(key, dueAt);
    return Math.max(0, dueAt - now);
  }

  /** Takes at most `limit` keys that are due, in the order in which they were added. */
  take(now: number, limit: number): string[] {
    const keys: string[] = [];
    for (const [key, dueAt] of this.dueAt) {
      if (keys.length >= limit) break;
      if (dueAt > now) continue;
      this.dueAt.delete(key);
      this.takenAt.set(key, now);
      keys.push(key);
    }
    return keys;
  }

  /** Returns the milliseconds until the next key is due, or null when there is none. */
  nextIn(now: number): number | null {
    if (this.dueAt.size === 0) return null;
    return Math.max(0, Math.min(...this.dueAt.values()) - now);
  }

  forget(key: string): void {
    this.dueAt.delete(key);
    this.takenAt.delete(key);
  }
}
