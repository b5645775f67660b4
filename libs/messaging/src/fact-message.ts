import type { Msg } from 'nats';

const nanosPerMs = 1_000_000;
/** How long a message can be kept. A handler that hangs does not keep it from the other replicas for ever. */
const maxKeepMs = 75_000;

/**
 * A delivery from a durable, until it is acknowledged or returned. If the acknowledgement cannot be sent, the message is
 * delivered again.
 */
export class FactMessage {
  readonly subject: string;
  private readonly since = performance.now();
  private isOver = false;

  constructor(
    private readonly message: Msg,
    /** Whether the durable that delivered the message still exists. In a recreated one, its sequence is another message. */
    private readonly isValid: () => boolean,
    private readonly onOver: (message: FactMessage) => void,
  ) {
    this.subject = message.subject;
  }

  /** The trace context of the publication. Undefined for a message of another system. */
  get traceparent(): string | undefined {
    return this.message.headers?.get('traceparent') || undefined;
  }

  string(): string {
    return this.message.string();
  }

  ack(): void {
    this.end('+ACK');
  }

  /** Gives the message back to NATS, which delivers it again after `delayMs`. */
  nak(delayMs = 0): void {
    this.end(delayMs === 0 ? '-NAK' : `-NAK ${JSON.stringify({ delay: delayMs * nanosPerMs })}`);
  }

  /** Tells the server that the message is still in progress, so that it is not delivered to another replica. */
  extendAckWait(): void {
    if (performance.now() - this.since < maxKeepMs) this.answer('+WPI');
  }

  private end(answer: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.answer(answer);
    this.onOver(this);
  }

  private answer(text: string): void {
    if (!this.isValid()) return;
    try {
      this.message.respond(Buffer.from(text));
    } catch {
      // The client is closed. The next one gets the message again.
    }
  }
}
