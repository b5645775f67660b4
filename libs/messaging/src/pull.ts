import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';
import { FactMessage } from './fact-message';

/** How long a request of a replica that is frozen still receives messages. Afterwards the other replicas get them. */
const expiresMs = 2_000;
const heartbeatMs = 1_000;
const silentMs = 5_000;
const askAgainMs = 200;

/**
 * Pulls messages from a durable, one request at a time. Every delivered message reaches the consumer at once, and the pull
 * extends its acknowledgement time until it is settled. The client's own `consume` keeps messages in an internal queue,
 * where that time runs out.
 */
export class Pull {
  /** Rejects when the durable is gone or silent, and resolves when the pull is stopped. */
  readonly over: Promise<void>;
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly unsettled = new Set<FactMessage>();
  private readonly timer: NodeJS.Timeout;
  private outstanding = 0;
  private lastMessageAt = performance.now();
  private tickedAt = performance.now();
  private isValid = true;
  private isOver = false;
  private end: ((error?: Error) => void) | undefined;

  constructor(
    private readonly connection: NatsConnection,
    private readonly from: { stream: string; durable: string; inboxPrefix: string | undefined },
    private readonly onMessage: (message: FactMessage) => void,
    /** Called when a request has ended and another one can be sent. */
    private readonly onIdle: () => void,
  ) {
    this.over = new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        if (error) reject(error);
        else resolve();
      };
      this.end = end;
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

  /** Requests up to `count` messages, unless a request is active. */
  request(count: number): void {
    if (this.isOver || this.outstanding > 0 || count < 1) return;
    this.outstanding = count;
    this.lastMessageAt = performance.now();
    const { stream, durable } = this.from;
    const request = { batch: count, expires: expiresMs * 1e6, idle_heartbeat: heartbeatMs * 1e6 };
    this.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, JSON.stringify(request), {
      reply: this.inbox,
    });
  }

  /** Requests no more messages. Unsettled messages can still be acknowledged. */
  stop(): void {
    this.finish();
  }

  /** Stops, because the durable may be another one now. Unsettled messages are not acknowledged and are delivered again. */
  invalidate(): void {
    this.isValid = false;
    this.finish();
  }

  private receive(message: Msg): void {
    this.lastMessageAt = performance.now();
    const { headers } = message;
    if (headers && headers.code > 0) return this.handleStatus(headers.code, headers.description);
    this.outstanding = Math.max(0, this.outstanding - 1);
    const delivered = new FactMessage(
      message,
      () => this.isValid,
      (over) => this.unsettled.delete(over),
    );
    this.unsettled.add(delivered);
    this.onMessage(delivered);
    if (this.outstanding === 0) this.onIdle();
  }

  private handleStatus(code: number, description: string): void {
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
    for (const message of this.unsettled) message.extendAckWait();
    const now = performance.now();
    // A process that was frozen has not read the messages that arrived in that time.
    if (now - this.tickedAt > 2 * heartbeatMs) this.lastMessageAt = now;
    this.tickedAt = now;
    if (this.isOver && this.unsettled.size === 0) clearInterval(this.timer);
    if (this.outstanding > 0 && now - this.lastMessageAt > silentMs)
      this.finish(new Error('the durable is silent'));
  }

  private finish(error?: Error): void {
    if (!this.isValid) clearInterval(this.timer);
    if (this.isOver) return;
    this.isOver = true;
    this.outstanding = 0;
    if (!this.connection.isClosed()) this.subscription.unsubscribe();
    this.end?.(error);
  }
}
