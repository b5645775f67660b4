import type { Msg } from 'nats';

const nanosPerMs = 1_000_000;
/** A message that a hung handler keeps is not kept from the other replicas for ever. */
const keptAtMostMs = 75_000;

/**
 * A delivery from a durable, until it is acknowledged or given back. An answer that cannot be sent is none: the
 * message comes again.
 */
export class FactMessage {
  readonly subject: string;
  private readonly since = performance.now();
  private isOver = false;

  constructor(
    private readonly message: Msg,
    /** Whether the durable that delivered it still stands: in another one, the same place is another message. */
    private readonly isValid: () => boolean,
    private readonly onOver: (message: FactMessage) => void,
  ) {
    this.subject = message.subject;
  }

  string(): string {
    return this.message.string();
  }

  ack(): void {
    this.end('+ACK');
  }

  /** Gives it back, to be delivered again after `delayMs`. */
  nak(delayMs = 0): void {
    this.end(delayMs === 0 ? '-NAK' : `-NAK ${JSON.stringify({ delay: delayMs * nanosPerMs })}`);
  }

  /** Tells the server that it is still in hand, so that it does not go to another replica. */
  keep(): void {
    if (performance.now() - this.since < keptAtMostMs) this.answer('+WPI');
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
      // The client is closed; the message comes again through the next one.
    }
  }
}
