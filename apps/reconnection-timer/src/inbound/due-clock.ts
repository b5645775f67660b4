import { DueHeap, instant, millis, type Instant, type Job } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import type { Deadline, Due } from '../domain/deadline';

/** Deadlines of one kind: where they stand, and what happens when they are due. */
interface DueSource {
  /** What is due before `until`, earliest first, at most `limit`. */
  scan(until: Instant, limit: number, sql?: Sql): Promise<readonly Due[]>;
  /** Settles what is due of these; gives what is not settled: held by somebody else now, or due later. */
  settle(keys: readonly string[]): Promise<{ busy: readonly string[]; later: readonly Due[] }>;
}

/** What is due sooner than this is watched in memory; everything else waits in the table. */
const horizonMs = 3_000;
const batchSize = 1_000;
const scanLimit = 5_000;
const mostWatched = 50_000;
/** How soon something that somebody else holds is tried again: they are likely deciding it. */
const retryMs = 20;

/**
 * Settles deadlines at their instant. The near ones stand in a heap, put there by whoever makes them (after the
 * commit) and by a scan of the table; they are settled by key, in batches, one batch at a time. What memory
 * loses (a crash, another replica's, a failed batch) the next scan finds.
 */
export class DueClock {
  private readonly heap = new DueHeap();
  /** The deadline that counts for each key: what the heap says otherwise is out of date. */
  private readonly watched = new Map<string, number>();
  private readonly job: Job;
  private scannedAll = true;

  constructor(
    private readonly source: DueSource,
    private readonly time: { millis(): number },
    makeJob: (settle: () => Promise<number | null>) => Job,
  ) {
    this.job = makeJob(() => this.settleDue());
  }

  /** How many deadlines stand in memory. */
  get size(): number {
    return this.heap.size;
  }

  /** Takes note of deadlines that are new, moved or gone. */
  watch(deadlines: readonly Deadline[]): void {
    for (const { key, dueAt } of deadlines) this.push(key, dueAt === null ? Infinity : millis(dueAt));
    const nextInMs = this.nextInMs();
    if (nextInMs !== null) this.job.ring(nextInMs);
  }

  /** Looks into the table for what is due soon, or should have been settled. `sql`: where the look travels with others. */
  async scan(sql?: Sql): Promise<void> {
    const found = await this.source.scan(instant(this.time.millis() + horizonMs), scanLimit, sql);
    this.scannedAll = found.length < scanLimit;
    this.watch(found);
  }

  private push(key: string, at: number): void {
    if (at > this.time.millis() + horizonMs) {
      this.watched.delete(key);
      return;
    }
    if (this.watched.get(key) === at || this.heap.size >= mostWatched) return;
    this.watched.set(key, at);
    this.heap.push(key, at);
  }

  private nextInMs(): number | null {
    const next = this.heap.nextDueAt;
    return next === undefined ? null : next - this.time.millis();
  }

  private async settleDue(): Promise<number | null> {
    for (let keys = this.take(); keys.length > 0; keys = this.take()) {
      const { busy, later } = await this.source.settle(keys);
      const retryAt = this.time.millis() + retryMs;
      for (const key of busy) this.push(key, retryAt);
      for (const { key, dueAt } of later) this.push(key, Math.max(millis(dueAt), retryAt));
      if (this.heap.size === 0 && !this.scannedAll) await this.scan();
    }
    return this.nextInMs();
  }

  private take(): string[] {
    const now = this.time.millis();
    const keys: string[] = [];
    while (keys.length < batchSize && (this.heap.nextDueAt ?? Infinity) <= now) {
      for (const key of this.heap.popDue(now, batchSize - keys.length)) {
        if ((this.watched.get(key) ?? Infinity) > now) continue;
        this.watched.delete(key);
        keys.push(key);
      }
    }
    return keys;
  }
}
