import { isUnreachable } from './database';

/**
 * Group commit without waiting: one flush under way, the next takes all that has gathered meanwhile.
 * An idle submitter waits for nobody; a busy one shares its commit with up to `max - 1` others.
 *
 * `flush` gives one result per item, in order. When a flush of several throws, each item is flushed alone,
 * so that one bad item fails by itself; but when Postgres is not reachable they fail together, since trying each
 * in turn would hold up everybody behind them. At most `capacity` items wait; beyond that `submit` rejects with
 * {@link Overloaded} instead of letting memory grow.
 */
export class GroupCommit<Item, Result> {
  private waiting: Pending<Item, Result>[] = [];
  private flushing = 0;

  constructor(
    private readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: { max?: number; capacity?: number; lanes?: number } = {},
  ) {}

  submit(item: Item): Promise<Result> {
    if (this.waiting.length >= (this.limits.capacity ?? 20_000)) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.flushing < (this.limits.lanes ?? 1)) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.flushing++;
    // One turn of the event loop lets everything that arrived in the same read join the first flush.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      await this.commit(this.waiting.splice(0, this.limits.max ?? 500));
    }
    this.flushing--;
  }

  private async commit(batch: Pending<Item, Result>[]): Promise<void> {
    try {
      const results = await this.flush(batch.map((pending) => pending.item));
      batch.forEach((pending, i) => pending.resolve(results[i] as Result));
    } catch (error) {
      if (batch.length === 1 || isUnreachable(error)) for (const pending of batch) pending.reject(error);
      else for (const pending of batch) await this.commit([pending]);
    }
  }
}

export class Overloaded extends Error {
  constructor() {
    super('too much work is waiting; try again shortly');
  }
}

interface Pending<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
