import { createInbox, type MsgHdrs, type NatsConnection, type Subscription } from 'nats';

export interface Publication {
  readonly subject: string;
  readonly body: string;
  readonly headers: MsgHdrs;
}

/** A publication of `of` stands at this place of its stream. */
export interface Taken<T> {
  readonly of: T;
  readonly streamSeq: number;
}

/**
 * Publishes into JetStream on one connection, and waits for the acknowledgements however late they come: whoever
 * gives up on them and sends all of it again only adds to the queue that delays them. One subscription for all:
 * the client's own `publish` makes a promise, a timer and an error in reserve for every message, which costs more
 * than the rest of the way.
 */
export class Publisher<T> {
  private readonly inbox: string;
  private readonly replies: Subscription;
  private readonly underWay = new Map<number, { of: T; publication: Publication }>();
  private taken: Taken<T>[] = [];
  private failure: Error | undefined;
  private number = 0;
  private changed: () => void = () => undefined;

  constructor(
    private readonly connection: NatsConnection,
    inboxPrefix: string | undefined,
  ) {
    this.inbox = createInbox(inboxPrefix);
    this.replies = connection.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        if (error) this.fail(error);
        else this.answer(Number(message.subject.slice(this.inbox.length + 1)), message.string());
      },
    });
  }

  /** How many were sent and have not been answered. */
  get waiting(): number {
    return this.underWay.size;
  }

  send(of: T, publication: Publication): void {
    const number = this.number++;
    this.underWay.set(number, { of, publication });
    this.publish(number, publication);
  }

  /** Sends the oldest unanswered ones again, under the same message ids: the server may never have had them. */
  sendAgain(count: number): void {
    for (const [number, { publication }] of [...this.underWay].slice(0, count)) {
      this.publish(number, publication);
    }
  }

  /** Resolves when nothing waits for an answer, or after `ms`. */
  async answered(ms: number): Promise<void> {
    if (this.waiting === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.changed = () => {
        if (this.waiting > 0) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** What has been answered since the last call. */
  collect(): { taken: readonly Taken<T>[]; failure: Error | undefined } {
    const { taken, failure } = this;
    this.taken = [];
    this.failure = undefined;
    return { taken, failure };
  }

  close(): void {
    this.underWay.clear();
    this.changed();
    if (!this.connection.isClosed()) this.replies.unsubscribe();
  }

  private publish(number: number, { subject, body, headers }: Publication): void {
    this.connection.publish(subject, body, { reply: `${this.inbox}.${number}`, headers });
  }

  private answer(number: number, reply: string): void {
    const sent = this.underWay.get(number);
    if (!sent) return;
    this.underWay.delete(number);
    const place = placeOf(reply);
    if (typeof place === 'number') this.taken.push({ of: sent.of, streamSeq: place });
    else this.failure = place;
    this.changed();
  }

  private fail(error: Error): void {
    this.failure = error;
    this.underWay.clear();
    this.changed();
  }
}

/** An empty reply says that no stream takes the subject. */
function placeOf(reply: string): number | Error {
  if (reply === '') return new Error('no stream takes this subject');
  const ack = JSON.parse(reply) as { seq?: number; error?: { description: string } };
  return ack.error ? new Error(ack.error.description) : (ack.seq ?? new Error('an answer without a place'));
}
