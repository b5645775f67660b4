import type { MsgHdrs, NatsConnection } from 'nats';
import type { AckInbox } from './ack-inbox';

export interface Publication {
  readonly subject: string;
  readonly body: string;
  readonly headers: MsgHdrs;
}

/** The acknowledgement of an item, with its sequence in the stream. */
export interface StreamAck<T> {
  readonly item: T;
  readonly streamSeq: number;
}

/**
 * Publishes to JetStream on one connection and waits for the acknowledgements however late they are, because sending
 * everything again would lengthen the queue that delays them. The client's own `publish` creates a promise, a timer and an
 * error for every message, which costs more than publishing it.
 */
export class Publisher<T> {
  private readonly inbox: ReturnType<AckInbox['open']>;
  private readonly pending = new Map<number, { of: T; publication: Publication }>();
  private acks: StreamAck<T>[] = [];
  private failure: Error | undefined;
  private number = 0;
  private changed: (() => void) | undefined;

  constructor(
    private readonly connection: NatsConnection,
    inbox: AckInbox,
  ) {
    this.inbox = inbox.open(this);
  }

  /** The number of messages that are sent and not acknowledged. */
  get waiting(): number {
    return this.pending.size;
  }

  send(of: T, publication: Publication): void {
    const number = this.number++;
    this.pending.set(number, { of, publication });
    this.publish(number, publication);
  }

  /** Sends the oldest unacknowledged messages again with the same message ids, because the server may have lost them. */
  resend(count: number): void {
    for (const [number, { publication }] of [...this.pending].slice(0, count)) {
      this.publish(number, publication);
    }
  }

  /** Resolves when all messages are acknowledged, or after `ms`. */
  async waitForAcks(ms: number): Promise<void> {
    if (this.waiting === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      const changed = () => {
        if (this.waiting > 0) return;
        clearTimeout(timer);
        resolve();
      };
      this.changed = changed;
    });
  }

  /** Returns the acknowledgements since the last call. */
  collect(): { acks: readonly StreamAck<T>[]; failure: Error | undefined } {
    const { acks: taken, failure } = this;
    this.acks = [];
    this.failure = undefined;
    return { acks: taken, failure };
  }

  close(): void {
    this.pending.clear();
    this.changed?.();
    this.inbox.close();
  }

  /** Called with each reply to a message. Those of other messages are ignored. */
  answer(number: number, reply: string): void {
    const sent = this.pending.get(number);
    if (!sent) return;
    this.pending.delete(number);
    const place = placeOf(reply);
    if (typeof place === 'number') this.acks.push({ item: sent.of, streamSeq: place });
    else this.failure = place;
    this.changed?.();
  }

  /** Called when no more replies can be received. */
  fail(error: Error): void {
    this.failure = error;
    this.pending.clear();
    this.changed?.();
  }

  private publish(number: number, { subject, body, headers }: Publication): void {
    this.connection.publish(subject, body, { reply: `${this.inbox.subject}.${number}`, headers });
  }
}

/** Parses an acknowledgement. An empty one means that no stream accepts the subject. */
function placeOf(reply: string): number | Error {
  if (reply === '') return new Error('no stream takes this subject');
  const ack = JSON.parse(reply) as { seq?: number; error?: { description: string; err_code: number } };
  if (ack.error) return Object.assign(new Error(ack.error.description), { api_error: ack.error });
  return ack.seq ?? new Error('the acknowledgement has no sequence number');
}
