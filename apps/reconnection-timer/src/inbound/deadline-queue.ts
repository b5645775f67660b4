import { DueHeap, instant, millis, type Instant, type Job } from '@rejoin/kernel';
import type { Sql } from '@rejoin/persistence';
import type { DeadlineChange, DueDeadline } from '../domain/deadline';

/** The stored deadlines of one kind, and the use case that settles them. */
interface DueSource {
  /** Returns the deadlines that are due before `until`, earliest first, at most `limit`. */
  scan(until: Instant, limit: number, sql?: Sql): Promise<readonly DueDeadline[]>;
  /** Settles those of the keys that are due. Returns the others: rows that are locked (`busy`), or due `later`. */
  settle(keys: readonly string[]): Promise<{ busy: readonly string[]; later: readonly DueDeadline[] }>;
}

/** Deadlines that are due within this time are kept in memory. All others are only in the table. */
const horizonMs = 3_000;
const batchSize = 1_000;
const scanLimit = 5_000;
const maxWatched = 50_000;
/** How soon a deadline whose row is locked is retried. The holder of the lock is probably deciding it. */
const retryMs = 20;
const longestRunMs = 1_000;

/**
 * Settles deadlines at their instant. It exists because polling alone would settle them up to a second late.
 *
 * Invariant: the table alone decides which deadlines exist. The heap holds the deadlines of the next seconds; they come from commits of this
 * replica and from scans of the table. A deadline that memory misses (after a crash, after a failed batch, or because
 * another replica made it) is found by the next scan.
 *
 * Concurrency: deadlines are settled by key, in batches, one batch at a time. A row that is locked is retried shortly.
 *
 * Shutdown: stopping the job ends the settling; the deadlines that are left stay in the table.
 */
export class DeadlineQueue {
  private readonly heap = new DueHeap();
  /** The current deadline of each key. An entry of the heap with another instant is obsolete. */
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

  /** The number of deadlines in memory. */
  get size(): number {
    return this.heap.size;
  }

  /** Adds, moves and removes deadlines. */
  watch(deadlines: readonly DeadlineChange[]): void {
    for (const { key, dueAt } of deadlines) this.push(key, dueAt === null ? Infinity : millis(dueAt));
    const nextInMs = this.nextInMs();
    if (nextInMs !== null) this.job.ring(nextInMs);
  }

  /** Reads the deadlines that are due soon or overdue. With `sql`, the statement shares the caller's round trip. */
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
    if (this.watched.get(key) === at || this.heap.size >= maxWatched) return;
    this.watched.set(key, at);
    this.heap.push(key, at);
  }

  private nextInMs(): number | null {
    const next = this.heap.nextDueAt;
    return next === undefined ? null : next - this.time.millis();
  }

  private async settleDue(): Promise<number | null> {
    // Under a steady load some deadline is always due. The run takes no further batch after `longestRunMs`, so that the alarm
    // `job-hangs` means a run that does not end.
    const until = performance.now() + longestRunMs;
    for (let keys = this.take(); keys.length > 0; keys = performance.now() < until ? this.take() : []) {
      const { busy, later } = await this.source.settle(keys);
      const retryAt = this.time.millis() + retryMs;
      for (const key of busy) this.push(key, retryAt);
      for (const { key, dueAt } of later) this.push(key, Math.max(millis(dueAt), retryAt));
      if (this.heap.size === 0 && !this.scannedAll) await this.scan();
    }
    const nextInMs = this.nextInMs();
    return nextInMs === null ? null : Math.max(0, nextInMs);
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
