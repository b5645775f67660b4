import type { Envelope } from '@rejoin/contracts';
import type { ConsumerMessages, NatsConnection } from 'nats';
import { connectTo } from './connect-to';
import { InOrder } from './in-order';
import { streams } from './reader';

const kept = 400;
const pauseMs = 500;
/** The feed begins in the middle of every story that runs: their first facts never come. */
const predecessorMs = 1_000;

/** What happens on the system, as any other system can follow it: read-only, each fact once, in its order. */
export class FactFeed {
  /** The latest facts, in the order of their times: those of a stream come before those of the next. */
  readonly latest: Envelope[] = [];
  private readonly listeners = new Set<(fact: Envelope) => void>();
  private readonly reading = new Set<ConsumerMessages>();
  private closed = false;

  private constructor(
    private readonly nats: NatsConnection,
    private readonly durable: string,
    private readonly patienceMs: number,
  ) {}

  /** `onGone` is told when the durables are gone and stay so: their maker is to make them anew. */
  static async open(
    url: string,
    durable: string,
    onGone: (why: Error) => void,
    patienceMs = 15_000,
  ): Promise<FactFeed> {
    const feed = new FactFeed(await connectTo(url), durable, patienceMs);
    for (const stream of streams) void feed.followAlways(stream, onGone);
    return feed;
  }

  onFact(listener: (fact: Envelope) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    // On a connection that is closed they would complain for ever.
    for (const messages of this.reading) messages.stop();
    await this.nats.close();
  }

  private async followAlways(stream: string, onGone: (why: Error) => void): Promise<void> {
    const order = new InOrder((fact) => this.tell(fact), predecessorMs);
    const accepting = setInterval(() => order.acceptOverdue(), pauseMs);
    let missingSince: number | undefined;
    while (!this.isClosed()) {
      try {
        const consumer = await this.nats.jetstream().consumers.get(stream, this.durable);
        missingSince = undefined;
        const messages = await consumer.consume({ abort_on_missing_resource: true });
        this.reading.add(messages);
        if (this.isClosed()) messages.stop();
        for await (const message of messages) {
          order.receive(message.json<Envelope>(), () => message.ack());
        }
        this.reading.delete(messages);
      } catch (error) {
        const isMissing = (error as { code?: unknown }).code === '404';
        missingSince = isMissing ? (missingSince ?? Date.now()) : undefined;
        if (missingSince !== undefined && Date.now() - missingSince > this.patienceMs) {
          onGone(new Error(`${stream} has no durable ${this.durable}`));
        }
      }
      order.forgetHeld();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    clearInterval(accepting);
  }

  private tell(fact: Envelope): void {
    this.latest.splice(this.latest.findLastIndex(({ time }) => time <= fact.time) + 1, 0, fact);
    if (this.latest.length > kept) this.latest.shift();
    for (const listener of this.listeners) listener(fact);
  }

  private isClosed(): boolean {
    return this.closed || this.nats.isClosed();
  }
}
