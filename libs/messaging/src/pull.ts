import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';
import { FactMessage } from './fact-message';

/** What a frozen replica has asked for goes to it until this has passed, and then to the others. */
const expiresMs = 2_000;
const heartbeatMs = 1_000;
const silentMs = 5_000;
const askAgainMs = 200;

/**
 * Pulls messages from a durable, one request at a time: nothing is delivered that was not asked for, and all that
 * is delivered is in the hands of its owner, who can tell the server so. The client's own `consume` keeps up to its
 * maximum in a queue that nobody reaches, and lets their time run out.
 */
export class Pull {
  /** Rejects when the durable is gone or silent, resolves when it was stopped. */
  readonly over: Promise<void>;
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly inHand = new Set<FactMessage>();
  private readonly timer: NodeJS.Timeout;
  private outstanding = 0;
  private heardAt = performance.now();
  private tickedAt = performance.now();
  private isValid = true;
  private isOver = false;
  private end: (error?: Error) => void = () => undefined;

  constructor(
    private readonly connection: NatsConnection,
    private readonly from: { stream: string; durable: string; inboxPrefix: string | undefined },
    private readonly onMessage: (message: FactMessage) => void,
    /** Told when a request is over: ask again. */
    private readonly onIdle: () => void,
  ) {
    this.over = new Promise((resolve, reject) => {
      this.end = (error) => {
        if (error) reject(error);
        else resolve();
      };
    });
    this.inbox = createInbox(from.inboxPrefix);
    this.subscription = connection.subscribe(this.inbox, {
      callback: (error, message) => {
        if (error) this.finish(error);
        else this.receive(message);
      },
    });
    this.timer = setInterval(() => this.tick(), heartbeatMs).unref();
  }

  /** Asks for up to `count` messages, unless a request runs. */
  ask(count: number): void {
    if (this.isOver || this.outstanding > 0 || count < 1) return;
    this.outstanding = count;
    this.heardAt = performance.now();
    const { stream, durable } = this.from;
    const request = { batch: count, expires: expiresMs * 1e6, idle_heartbeat: heartbeatMs * 1e6 };
    this.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, JSON.stringify(request), {
      reply: this.inbox,
    });
  }

  /** Asks for nothing more. What is in hand can still be acknowledged. */
  stop(): void {
    this.finish();
  }

  /** The durable may be another one now: what is in hand is neither acknowledged nor kept, and comes again. */
  invalidate(): void {
    this.isValid = false;
    this.finish();
  }

  private receive(message: Msg): void {
    this.heardAt = performance.now();
    const { headers } = message;
    if (headers && headers.code > 0) return this.heed(headers.code, headers.description);
    this.outstanding = Math.max(0, this.outstanding - 1);
    const delivered = new FactMessage(
      message,
      () => this.isValid,
      (over) => this.inHand.delete(over),
    );
    this.inHand.add(delivered);
    this.onMessage(delivered);
    if (this.outstanding === 0) this.onIdle();
  }

  private heed(code: number, description: string): void {
    if (code === 100) return;
    if (code === 400 || code === 503 || /consumer deleted/i.test(description)) {
      this.isValid = false;
      this.finish(new Error(`${code} ${description}`));
      return;
    }
    this.outstanding = 0;
    if (code === 408 || code === 404) this.onIdle();
    else setTimeout(() => this.onIdle(), askAgainMs);
  }

  private tick(): void {
    for (const message of this.inHand) message.keep();
    const now = performance.now();
    // A process that stood still has not read what the server said meanwhile.
    if (now - this.tickedAt > 2 * heartbeatMs) this.heardAt = now;
    this.tickedAt = now;
    if (this.isOver && this.inHand.size === 0) clearInterval(this.timer);
    if (this.outstanding > 0 && now - this.heardAt > silentMs)
      this.finish(new Error('the durable is silent'));
  }

  private finish(error?: Error): void {
    if (!this.isValid) clearInterval(this.timer);
    if (this.isOver) return;
    this.isOver = true;
    this.outstanding = 0;
    if (!this.connection.isClosed()) this.subscription.unsubscribe();
    this.end(error);
  }
}
