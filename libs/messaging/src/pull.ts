import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';
import { FactMessage } from './fact-message';

const askAgainMs = 200;
const extendEveryMs = 1_000;
/** A pull is quiet when its last message was delivered before this time. */
const quietAfterMs = 5_000;
/** How much later than due an answer of the server may arrive before the pull ends. */
const patienceMs = 3_000;
/** A timer that is this late belongs to a process that was frozen. */
const frozenMs = 2_000;

/**
 * How long a request waits for messages. If its replica is frozen, messages are still delivered to it for this time, and then
 * to the other replicas. A quiet pull costs less, because its request waits longer; it asks for a single message.
 */
const expiresMs = { busy: 2_000, quiet: 10_000 };
/** A cluster forgets the requests of a durable that gets another leader, which only the missing heartbeats show. */
const heartbeatMs = { busy: 1_000, quiet: 2_000 };

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
  private extending: NodeJS.Timeout | undefined;
  private watching: NodeJS.Timeout | undefined;
  private outstanding = 0;
  private answeredAt = -Infinity;
  private deliveredAt = performance.now();
  /** The longest silence of the server while a request is active. */
  private silentMs = 0;
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
  }

  /** Requests up to `count` messages, unless a request is active. */
  request(count: number): void {
    if (this.isOver || this.outstanding > 0 || count < 1) return;
    const now = performance.now();
    const pace = now - this.deliveredAt < quietAfterMs ? 'busy' : 'quiet';
    const beats = this.connection.info?.cluster !== undefined;
    this.outstanding = pace === 'quiet' ? 1 : count;
    this.answeredAt = now;
    this.silentMs = (beats ? 2 * heartbeatMs[pace] : expiresMs[pace]) + patienceMs;
    this.watch();
    const { stream, durable } = this.from;
    const request = {
      batch: this.outstanding,
      expires: expiresMs[pace] * 1e6,
      ...(beats ? { idle_heartbeat: heartbeatMs[pace] * 1e6 } : {}),
    };
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
    this.answeredAt = performance.now();
    const { headers } = message;
    if (headers && headers.code > 0) return this.handleStatus(headers.code, headers.description);
    this.deliveredAt = this.answeredAt;
    this.outstanding = Math.max(0, this.outstanding - 1);
    const delivered = new FactMessage(
      message,
      () => this.isValid,
      (over) => this.unsettled.delete(over),
    );
    this.unsettled.add(delivered);
    this.extending ??= setInterval(() => this.extend(), extendEveryMs).unref();
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

  private extend(): void {
    for (const message of this.unsettled) message.extendAckWait();
    if (this.unsettled.size === 0) this.extendNoMore();
  }

  private extendNoMore(): void {
    clearInterval(this.extending);
    this.extending = undefined;
  }

  /** Ends the pull when the server is silent. One timer serves many requests. */
  private watch(waitMs = this.silentMs): void {
    const dueAt = performance.now() + waitMs;
    this.watching ??= setTimeout(() => {
      this.watching = undefined;
      if (this.outstanding === 0) return;
      const now = performance.now();
      // A process that was frozen has not read the messages that arrived in that time.
      if (now - dueAt > frozenMs) this.answeredAt = now;
      const leftMs = this.answeredAt + this.silentMs - now;
      if (leftMs > 0) this.watch(leftMs);
      else this.finish(new Error('the durable is silent'));
    }, waitMs).unref();
  }

  private finish(error?: Error): void {
    if (!this.isValid) this.extendNoMore();
    if (this.isOver) return;
    this.isOver = true;
    this.outstanding = 0;
    clearTimeout(this.watching);
    if (!this.connection.isClosed()) this.subscription.unsubscribe();
    this.end?.(error);
  }
}
