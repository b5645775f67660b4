export interface Pacing {
  readonly soonMs: number;
  readonly everyMs: number;
}

/** Keys that are due: each soon after it was told of, and no more often than every so many milliseconds. */
export class PacedKeys {
  private readonly dueAt = new Map<string, number>();
  private readonly takenAt = new Map<string, number>();

  constructor(private readonly pacing: Pacing) {}

  /** Gives the milliseconds until the key is due. */
  add(key: string, now: number): number {
    const { soonMs, everyMs } = this.pacing;
    const earliest = (this.takenAt.get(key) ?? -Infinity) + everyMs;
    const dueAt = this.dueAt.get(key) ?? Math.max(now + soonMs, earliest);
    this.dueAt.set(key, dueAt);
    return Math.max(0, dueAt - now);
  }

  /** Takes at most so many keys that are due, those told of first before others. */
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

  /** Milliseconds until a key is due; null when none is. */
  nextIn(now: number): number | null {
    if (this.dueAt.size === 0) return null;
    return Math.max(0, Math.min(...this.dueAt.values()) - now);
  }

  forget(key: string): void {
    this.dueAt.delete(key);
    this.takenAt.delete(key);
  }
}
