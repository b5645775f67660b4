import { batched, currentOperation, type Operation } from '@rejoin/tracing';
import { groupSizes } from './persistence-figures';
import { isUnreachable } from './sql-errors';

/** The result of an item whose row another transaction has locked. The batcher retries the item and waits for the lock. */
export const busy = Symbol('busy');

export interface BatcherLimits<Item> {
  /** The label of its flushes in the metrics. Absent: they are not counted. */
  readonly name?: string;
  /** The most items in one flush. */
  readonly max?: number;
  /** The most items that wait. Beyond it, `submit` rejects with {@link Overloaded}. */
  readonly capacity?: number;
  /** The most flushes that run at the same time. */
  readonly lanes?: number;
  /**
   * Names what an item changes. Items with the same key are flushed in the order of their submission and never in two
   * flushes at the same time. Without it, items are independent of each other.
   */
  readonly keyOf?: (item: Item) => string;
}

/**
 * Batches reads or writes of Postgres so that concurrent callers share one round trip and one commit. It adds no delay:
 * while a flush runs, new items gather, and the next flush takes up to `max` of them.
 *
 * Invariants: each submitted item gets exactly one result or error. `flush` returns one result for each item, in order.
 * When a flush of several items throws, each item is flushed alone, so that one bad item fails alone. When Postgres is
 * not reachable, all items fail together, because retrying each one would delay everything behind them.
 *
 * Concurrency: at most `lanes` flushes run at the same time, and never two with the same key. Items for which `flush`
 * returns {@link busy} are flushed again outside the lanes, with `waits` set, so that a row lock delays only the items
 * of its own key.
 *
 * Tracing: a flush runs as the batch of the operations whose items it has, not as the operation that started the lane.
 *
 * Shutdown: there is nothing to stop. When the pool closes, the flushes that run reject their items.
 */
export class Batcher<Item, Result> {
  private waiting: Pending<Item, Result>[] = [];
  private flushing = 0;
  private readonly keysInFlush = new Set<string>();
  private readonly lockedGroups: Pending<Item, Result>[][] = [];
  private waitingForLocks = 0;

  constructor(
    private readonly flush: (
      items: readonly Item[],
      waits: boolean,
    ) => Promise<readonly (Result | typeof busy)[]>,
    private readonly limits: BatcherLimits<Item> = {},
  ) {}

  submit(item: Item): Promise<Result> {
    if (this.waiting.length >= (this.limits.capacity ?? 20_000)) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      const operation = currentOperation();
      this.waiting.push({ item, key: this.limits.keyOf?.(item), operation, resolve, reject });
      this.startLane();
    });
  }

  private startLane(): void {
    if (this.flushing < (this.limits.lanes ?? 1)) void this.run();
  }

  private async run(): Promise<void> {
    this.flushing++;
    // After one turn of the event loop, everything that arrived in the same read is part of the first flush.
    await new Promise(setImmediate);
    for (let batch = this.take(); batch.length > 0; batch = this.take()) {
      if (this.limits.name !== undefined) groupSizes.observe({ group: this.limits.name }, batch.length);
      const locked = await this.commit(batch, false);
      this.retryLocked(locked);
      const held = new Set(locked.map(({ key }) => key));
      this.releaseKeys(batch.filter(({ key }) => !held.has(key)));
    }
    this.flushing--;
  }

  /** Takes the next items whose keys are not being flushed. */
  private take(): Pending<Item, Result>[] {
    const max = this.limits.max ?? 500;
    if (!this.limits.keyOf) return this.waiting.splice(0, max);
    const taken: Pending<Item, Result>[] = [];
    const left: Pending<Item, Result>[] = [];
    for (const pending of this.waiting) {
      const isFree = taken.length < max && !this.keysInFlush.has(pending.key ?? '');
      (isFree ? taken : left).push(pending);
    }
    this.waiting = left;
    for (const { key } of taken) this.keysInFlush.add(key ?? '');
    return taken;
  }

  private releaseKeys(done: readonly Pending<Item, Result>[]): void {
    for (const { key } of done) this.keysInFlush.delete(key ?? '');
    if (this.waiting.length > 0) this.startLane();
  }

  /** Flushes a batch and settles its items. Returns the items whose rows are locked, to be retried. */
  private async commit(
    batch: readonly Pending<Item, Result>[],
    waits: boolean,
  ): Promise<readonly Pending<Item, Result>[]> {
    try {
      const items = batch.map(({ item }) => item);
      const operations = batch.map(({ operation }) => operation);
      const results = await batched(operations, () => this.flush(items, waits));
      return batch.filter((pending, i) => {
        const result = results[i];
        if (result === busy) return true;
        pending.resolve(result as Result);
        return false;
      });
    } catch (error) {
      if (batch.length === 1 || isUnreachable(error)) {
        for (const pending of batch) pending.reject(error);
        return [];
      }
      const again: Pending<Item, Result>[] = [];
      for (const pending of batch) {
        const isBehind = pending.key !== undefined && again.some(({ key }) => key === pending.key);
        again.push(...(isBehind ? [pending] : await this.commit([pending], waits)));
      }
      return again;
    }
  }

  /** Retries these items outside the lanes. Their keys stay blocked until the lock is acquired or the wait times out. */
  private retryLocked(pending: readonly Pending<Item, Result>[]): void {
    const byKey = new Map<string | undefined, Pending<Item, Result>[]>();
    for (const one of pending) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
    this.lockedGroups.push(...byKey.values());
    while (this.waitingForLocks < maxWaitingForLocks && this.lockedGroups.length > 0) void this.flushLocked();
  }

  private async flushLocked(): Promise<void> {
    this.waitingForLocks++;
    for (let batch = this.lockedGroups.shift(); batch; batch = this.lockedGroups.shift()) {
      const left = await this.commit(batch, true);
      for (const pending of left) pending.reject(new Overloaded());
      this.releaseKeys(batch);
    }
    this.waitingForLocks--;
  }
}

/** Each flush that waits for a lock occupies a connection of the pool. */
const maxWaitingForLocks = 2;

export class Overloaded extends Error {
  constructor() {
    super('too much work is waiting; try again shortly');
  }
}

interface Pending<Item, Result> {
  item: Item;
  key: string | undefined;
  operation: Operation | undefined;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
