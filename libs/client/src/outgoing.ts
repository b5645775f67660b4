import type { AgentFrame, CustomerFrame } from '@rejoin/contracts';
import { backoff } from './backoff';
import { isPassing, Refusal } from './refusal';

type Ack = Extract<CustomerFrame, { type: 'ack' }>;

/** What the server stored: `seq`, the number of the message in its transcript, and `at`, an instant (ISO 8601, UTC). */
export type Stored = Pick<Ack, 'seq' | 'at'>;

export interface OutgoingItem {
  /** The id of both the request and the message: a repeated id gets the ack of the first request. */
  readonly id: string;
}

/** What an {@link Outgoing} needs from its owner. */
export interface OutgoingTransport<Item> {
  /** Sends the item. Returns false when there is no connection. */
  transmit(item: Item): boolean;
  /** The connection does not answer this item, so a new one is needed. */
  stuck(): void;
  /** The item has its final answer and leaves the queue. */
  done(item: Item, refusal: Refusal | null): void;
  random(): number;
}

interface Waiting<Item> {
  readonly item: Item;
  resolve(stored: Stored): void;
  reject(error: Error): void;
}

/**
 * Messages that are being sent, in order. Only one is sent at a time, so that no later one overtakes a refused one. It
 * is sent again with the same id on each new connection until it is answered.
 */
export class Outgoing<Item extends OutgoingItem> {
  private readonly queue: Waiting<Item>[] = [];
  private underWay = false;
  private refusals = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly transport: OutgoingTransport<Item>,
    private readonly answerMs = 20_000,
  ) {}

  get items(): readonly Item[] {
    return this.queue.map(({ item }) => item);
  }

  /**
   * Adds an item. The promise rejects with its refusal. {@link OutgoingTransport.done} gets it too, so callers may
   * ignore the promise.
   */
  add(item: Item): Promise<Stored> {
    const answer = new Promise<Stored>((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
    });
    answer.catch(ignore);
    this.pump();
    return answer;
  }

  /** Adds items of an earlier page before those of this one. Only {@link OutgoingTransport.done} gets their answers. */
  adopt(items: readonly Item[]): void {
    const known = new Set(this.items.map(({ id }) => id));
    const earlier = items.filter(({ id }) => !known.has(id));
    this.queue.unshift(...earlier.map((item) => ({ item, resolve: ignore, reject: ignore })));
  }

  /** There is a new connection: the item that was being sent is sent again. */
  connected(): void {
    this.disconnected();
    this.pump();
  }

  disconnected(): void {
    clearTimeout(this.timer);
    this.underWay = false;
  }

  /** Handles the answer to the item that is being sent. Returns false when the frame answers none of these items. */
  answered(frame: Extract<CustomerFrame | AgentFrame, { type: 'ack' | 'refused' }>): boolean {
    const head = this.queue[0];
    if (!head || head.item.id !== frame.requestId) return false;
    if (frame.type === 'ack') this.settle(null, frame);
    else if (isPassing(frame.name)) this.again(frame.retryAfterSeconds);
    else this.settle(Refusal.of(frame), { seq: null, at: null });
    return true;
  }

  /** The transcript contains this item, which proves that it was stored, like its ack. */
  seen(id: string, stored: Stored): void {
    if (this.queue[0]?.item.id === id) this.settle(null, stored);
  }

  /** Removes all items, rejects their promises with the refusal, and returns the items. */
  abandon(refusal: Refusal): readonly Item[] {
    this.disconnected();
    const given = this.queue.splice(0);
    for (const { reject } of given) reject(refusal);
    return given.map(({ item }) => item);
  }

  private pump(): void {
    const head = this.queue[0];
    if (!head || this.underWay || !this.transport.transmit(head.item)) return;
    this.underWay = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.transport.stuck();
    }, this.answerMs);
  }

  private settle(refusal: Refusal | null, { seq, at }: Stored): void {
    const head = this.queue.shift();
    if (!head) return;
    this.disconnected();
    this.refusals = 0;
    this.transport.done(head.item, refusal);
    if (refusal) head.reject(refusal);
    else head.resolve({ seq, at });
    this.pump();
  }

  /** The server refused the item temporarily. Sends the same item again after a pause, and nothing before it. */
  private again(retryAfterSeconds: number | null): void {
    clearTimeout(this.timer);
    const pause = (retryAfterSeconds ?? 0) * 1000 + backoff(this.refusals++, this.transport.random);
    this.timer = setTimeout(() => {
      this.underWay = false;
      this.pump();
    }, pause);
  }
}

function ignore(): void {
  // Callers that need the result have a promise of their own.
}
