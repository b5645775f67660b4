import { groupSizes } from './persistence-figures';
import { isUnreachable } from './sql-errors';

/** The result of an item whose row somebody else holds: it is tried again by itself, waiting for the lock. */
export const busy = Symbol('busy');

export interface GroupCommitLimits<Item> {
  /** What the sizes of its flushes are counted under, in metrics. Left out: they are not counted. */
  readonly name?: string;
  /** Items of one flush. */
  readonly max?: number;
  /** Items that wait; beyond it `submit` rejects with {@link Overloaded}. */
  readonly capacity?: number;
  /** Flushes at the same time. */
  readonly lanes?: number;
  /**
   * What an item changes. Items of one key are flushed in the order of their submission, never in two flushes at the
   * same time. Left out: items have nothing to do with each other.
   */
  readonly keyOf?: (item: Item) => string;
}

/**
 * Group commit without waiting: a flush under way, the next takes all that has gathered meanwhile. An idle submitter
 * waits for nobody; a busy one shares its commit with up to `max - 1` others.
 *
 * `flush` gives one result per item, in order. When a flush of several throws, each item is flushed alone, so that one
 * bad item fails by itself; but when Postgres is not reachable they fail together, since trying each in turn would hold
 * up everybody behind them. What `flush` calls {@link busy} is flushed again beside the lanes, with `waits` set, so
 * that a lock holds up only the items of its own key.
 */
export class GroupCommit<Item, Result> {
  private waiting: Pending<Item, Result>[] = [];
  private flushing = 0;
  private readonly keysUnderWay = new Set<string>();
  private readonly detained: Pending<Item, Result>[][] = [];
  private waitingForLocks = 0;

  constructor(
    private readonly flush: (
      items: readonly Item[],
      waits: boolean,
    ) => Promise<readonly (Result | typeof busy)[]>,
    private readonly limits: GroupCommitLimits<Item> = {},
  ) {}

  submit(item: Item): Promise<Result> {
    if (this.waiting.length >= (this.limits.capacity ?? 20_000)) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.limits.keyOf?.(item), resolve, reject });
      this.startLane();
    });
  }

  private startLane(): void {
    if (this.flushing < (this.limits.lanes ?? 1)) void this.run();
  }

  private async run(): Promise<void> {
    this.flushing++;
    // One turn of the event loop lets everything that arrived in the same read join the first flush.
    await new Promise(setImmediate);
    for (let batch = this.take(); batch.length > 0; batch = this.take()) {
      if (this.limits.name !== undefined) groupSizes.observe({ group: this.limits.name }, batch.length);
      const detained = await this.commit(batch, false);
      this.detain(detained);
      this.free(batch.filter((pending) => !detained.includes(pending)));
    }
    this.flushing--;
  }

  /** The next items whose keys are not under way. */
  private take(): Pending<Item, Result>[] {
    const max = this.limits.max ?? 500;
    if (!this.limits.keyOf) return this.waiting.splice(0, max);
    const taken: Pending<Item, Result>[] = [];
    const left: Pending<Item, Result>[] = [];
    for (const pending of this.waiting) {
      const isFree = taken.length < max && !this.keysUnderWay.has(pending.key ?? '');
      (isFree ? taken : left).push(pending);
    }
    this.waiting = left;
    for (const { key } of taken) this.keysUnderWay.add(key ?? '');
    return taken;
  }

  private free(done: readonly Pending<Item, Result>[]): void {
    for (const { key } of done) this.keysUnderWay.delete(key ?? '');
    if (this.waiting.length > 0) this.startLane();
  }

  /** Answers a batch; gives back what is to be tried again, waiting for its lock. */
  private async commit(
    batch: readonly Pending<Item, Result>[],
    waits: boolean,
  ): Promise<readonly Pending<Item, Result>[]> {
    try {
      const results = await this.flush(
        batch.map((pending) => pending.item),
        waits,
      );
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
      for (const pending of batch) again.push(...(await this.commit([pending], waits)));
      return again;
    }
  }

  /** Their keys stay under way until the lock was had, or waited for in vain. */
  private detain(pending: readonly Pending<Item, Result>[]): void {
    const byKey = new Map<string | undefined, Pending<Item, Result>[]>();
    for (const one of pending) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
    this.detained.push(...byKey.values());
    while (this.waitingForLocks < mostWaitingForLocks && this.detained.length > 0) void this.wait();
  }

  private async wait(): Promise<void> {
    this.waitingForLocks++;
    for (let batch = this.detained.shift(); batch; batch = this.detained.shift()) {
      const left = await this.commit(batch, true);
      for (const pending of left) pending.reject(new Overloaded());
      this.free(batch);
    }
    this.waitingForLocks--;
  }
}

/** Each of them keeps a connection while it waits. */
const mostWaitingForLocks = 2;

export class Overloaded extends Error {
  constructor() {
    super('too much work is waiting; try again shortly');
  }
}

interface Pending<Item, Result> {
  item: Item;
  key: string | undefined;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
