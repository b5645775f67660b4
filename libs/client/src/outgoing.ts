import type { AgentFrame, CustomerFrame } from '@rejoin/contracts';
import { backoff } from './backoff';
import { isPassing, Refusal } from './refusal';

type Ack = Extract<CustomerFrame, { type: 'ack' }>;

/** What the server stored: `seq` and `at` of a message. */
export type Stored = Pick<Ack, 'seq' | 'at'>;

export interface OutgoingItem {
  /** The request's id, and the message's own id: the same id sent again gets the first ack. */
  readonly id: string;
}

/** What an {@link Outgoing} needs from around it. */
export interface Way<Item> {
  /** Puts the item on the line. False: there is none. */
  transmit(item: Item): boolean;
  /** The line answers nothing to this item: a new one is needed. */
  stuck(): void;
  /** The item is answered for good and leaves the queue. */
  done(item: Item, refusal: Refusal | null): void;
  random(): number;
}

interface Waiting<Item> {
  readonly item: Item;
  resolve(stored: Stored): void;
  reject(error: Error): void;
}

/**
 * Messages on their way, in order. One is under way at a time, so that a refused one never lets a later one
 * overtake it; it is sent again, under the same id, on each new line until it is answered.
 */
export class Outgoing<Item extends OutgoingItem> {
  private readonly queue: Waiting<Item>[] = [];
  private underWay = false;
  private refusals = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly way: Way<Item>,
    private readonly answerMs = 20_000,
  ) {}

  get items(): readonly Item[] {
    return this.queue.map(({ item }) => item);
  }

  /** Rejects with the refusal, which {@link Way.done} is told too: nobody has to wait for the promise. */
  add(item: Item): Promise<Stored> {
    const answer = new Promise<Stored>((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
    });
    answer.catch(ignore);
    this.pump();
    return answer;
  }

  /** Items of an earlier life of this page, before those of this one. Nobody waits for their answer. */
  adopt(items: readonly Item[]): void {
    const known = new Set(this.items.map(({ id }) => id));
    const earlier = items.filter(({ id }) => !known.has(id));
    this.queue.unshift(...earlier.map((item) => ({ item, resolve: ignore, reject: ignore })));
  }

  /** A new line: what was under way on the old one goes again. */
  lineUp(): void {
    this.lineDown();
    this.pump();
  }

  lineDown(): void {
    clearTimeout(this.timer);
    this.underWay = false;
  }

  /** Takes the answer to the item under way; false when the frame answers none of these. */
  answered(frame: Extract<CustomerFrame | AgentFrame, { type: 'ack' | 'refused' }>): boolean {
    const head = this.queue[0];
    if (!head || head.item.id !== frame.requestId) return false;
    if (frame.type === 'ack') this.settle(null, frame);
    else if (isPassing(frame.name)) this.again(frame.retryAfterSeconds);
    else this.settle(Refusal.of(frame), { seq: null, at: null });
    return true;
  }

  /** The transcript shows that this one was stored: as good as its ack. */
  seen(id: string, stored: Stored): void {
    if (this.queue[0]?.item.id === id) this.settle(null, stored);
  }

  /** Gives everything up, and tells those who wait why. Returns what was not sent. */
  abandon(refusal: Refusal): readonly Item[] {
    this.lineDown();
    const given = this.queue.splice(0);
    for (const { reject } of given) reject(refusal);
    return given.map(({ item }) => item);
  }

  private pump(): void {
    const head = this.queue[0];
    if (!head || this.underWay || !this.way.transmit(head.item)) return;
    this.underWay = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.way.stuck();
    }, this.answerMs);
  }

  private settle(refusal: Refusal | null, { seq, at }: Stored): void {
    const head = this.queue.shift();
    if (!head) return;
    this.lineDown();
    this.refusals = 0;
    this.way.done(head.item, refusal);
    if (refusal) head.reject(refusal);
    else head.resolve({ seq, at });
    this.pump();
  }

  /** Refused for the moment: the same item again after a pause, and nothing before it. */
  private again(retryAfterSeconds: number | null): void {
    clearTimeout(this.timer);
    const pause = (retryAfterSeconds ?? 0) * 1000 + backoff(this.refusals++, this.way.random);
    this.timer = setTimeout(() => {
      this.underWay = false;
      this.pump();
    }, pause);
  }
}

function ignore(): void {
  // Whoever waits has a promise of their own.
}
