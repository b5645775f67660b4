import { FactReader, MemoryStore, type Fact } from '@rejoin/events';
import type { NatsConnection } from 'nats';
import { connectTo } from './connect-to';

const kept = 400;
/** The feed starts in the middle of running conversations, whose first facts never arrive. */
const predecessorMs = 1_000;
/** An error that has not recurred for this long is over. */
const toldAgainMs = 10_000;

/** The facts of the system, read as any other system can: read-only, each fact once and in order. */
export class FactFeed {
  /** The latest facts, ordered by time, because the streams are read one after the other. */
  readonly latest: Fact[] = [];
  private readonly listeners = new Set<(fact: Fact) => void>();
  private readonly reader: FactReader<undefined>;
  private readonly missing = new Map<string, { since: number; last: number }>();

  private constructor(
    private readonly nats: NatsConnection,
    durable: string,
    onGone: (why: Error) => void,
    private readonly patienceMs: number,
  ) {
    this.reader = new FactReader({
      jetstream: nats.jetstream(),
      durable,
      store: new MemoryStore(),
      apply: (fact) => this.tell(fact),
      patienceMs: predecessorMs,
      onTrouble: (error, stream) => {
        if (this.isGone(error, stream)) onGone(new Error(`${stream} has no durable ${durable}`));
      },
    });
  }

  /** `onGone` is called when the durable consumers are permanently deleted, so that the caller creates them again. */
  static async open(
    url: string,
    durable: string,
    onGone: (why: Error) => void,
    patienceMs = 15_000,
  ): Promise<FactFeed> {
    return new FactFeed(await connectTo(url), durable, onGone, patienceMs);
  }

  onFact(listener: (fact: Fact) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.nats.close();
  }

  /** While a stream is created again, its durable consumers are missing for a moment, and reading fails meanwhile. */
  private isGone(error: unknown, stream: string): boolean {
    if ((error as { code?: unknown }).code !== '404') return false;
    const now = Date.now();
    const missing = this.missing.get(stream);
    const since = missing && now - missing.last < toldAgainMs ? missing.since : now;
    this.missing.set(stream, { since, last: now });
    return now - since > this.patienceMs;
  }

  private tell(fact: Fact): void {
    this.latest.splice(this.latest.findLastIndex(({ time }) => time <= fact.time) + 1, 0, fact);
    if (this.latest.length > kept) this.latest.shift();
    for (const listener of this.listeners) listener(fact);
  }
}
