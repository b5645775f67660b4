import { setTimeout as pause } from 'node:timers/promises';
import { Events, type Msg, type NatsConnection, type Status, type Subscription } from 'nats';
import { connectTo } from './connect-to';
import type { Log } from './log';
import { NatsTrouble } from './nats-trouble';

const drainMs = 2_000;
const alarmAfterMs = 3_000;
const [shortestPauseMs, longestPauseMs] = [300, 2_000];
const subscribeAgainMs = 1_000;
/** A refusal that has not come again for so long is over. */
const refusalLastsMs = 3 * subscribeAgainMs;
const warningsKept = 100;
const lookAtJetStreamMs = 2_000;
/** JetStream that does not answer for so long is met on a new connection, perhaps to another server. */
const reconnectAfterMs = 20_000;

interface Wanted {
  readonly subject: string;
  readonly queue?: string;
  readonly callback: (message: Msg) => void;
}

export interface KeptConnectionOptions {
  readonly url: string;
  readonly name: string;
  readonly log?: Log;
}

/**
 * A connection to NATS that is opened again for ever. The client reconnects by itself after a loss; when it gives
 * up for any reason, another client takes its place with the same subscriptions. A subscription that the server
 * refuses is asked for again and again, since rights can be given back.
 */
export class KeptConnection {
  private readonly trouble: NatsTrouble;
  /** What is subscribed to now; undefined: there is no connection, or the server has refused it. */
  private readonly wanted = new Map<Wanted, Subscription | undefined>();
  private readonly listeners = new Set<() => void>();
  /** When the server last refused which subscription. */
  private readonly refused = new Map<string, number>();
  private readonly warned = new Set<string>();
  private readonly watchdog: NodeJS.Timeout;
  private readonly done: Promise<void>;
  private connection: NatsConnection | undefined;
  private connected = false;
  private closing = false;
  private changes = 0;
  private answeredAt = performance.now();
  private endPause: () => void = () => undefined;

  constructor(private readonly options: KeptConnectionOptions) {
    this.trouble = new NatsTrouble(options.log, alarmAfterMs);
    this.watchdog = setInterval(() => void this.lookAtJetStream(), lookAtJetStreamMs).unref();
    this.done = this.keep();
  }

  /** The client while it is connected. */
  get live(): NatsConnection | undefined {
    return this.connected ? this.connection : undefined;
  }

  /** Another number after every loss and gain of the connection. */
  get era(): number {
    return this.changes;
  }

  get troubleReason(): string | undefined {
    return this.trouble.reason;
  }

  /** Calls `listener` now when connected, and after every (re)connect. Returns how to stop that. */
  onConnect(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.connected) listener();
    return () => this.listeners.delete(listener);
  }

  /** Subscribes on this connection and on each that follows it. */
  subscribe(wanted: Wanted): void {
    this.wanted.set(wanted, undefined);
    if (this.connection) this.begin(this.connection, wanted);
  }

  async close(): Promise<void> {
    const last = this.live;
    this.closing = true;
    this.connected = false;
    clearInterval(this.watchdog);
    this.trouble.ends();
    this.endPause();
    // Draining waits for a word of the server, which may never come.
    if (last)
      await Promise.race([last.drain().catch(() => undefined), pause(drainMs, undefined, { ref: false })]);
    await this.connection?.close();
    await this.done;
  }

  private async keep(): Promise<void> {
    for (let pauseMs = shortestPauseMs; !this.closing; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        const connection = await connectTo(this.options.url, this.options.name);
        pauseMs = shortestPauseMs;
        await this.use(connection);
      } catch (error) {
        this.fails(error);
      }
      if (!this.isClosing()) await this.pauseFor(pauseMs);
    }
  }

  /** Until the client is closed, by us or by itself. */
  private async use(connection: NatsConnection): Promise<void> {
    if (this.closing) return connection.close();
    this.connection = connection;
    for (const wanted of this.wanted.keys()) this.begin(connection, wanted);
    const over = connection.closed();
    void this.watch(connection);
    this.say(true);
    const why = await over;
    this.connection = undefined;
    this.say(false);
    if (why) throw why;
  }

  private begin(connection: NatsConnection, wanted: Wanted): void {
    if (connection.isClosed() || connection.isDraining()) return;
    const subscription = connection.subscribe(wanted.subject, {
      ...(wanted.queue === undefined ? {} : { queue: wanted.queue }),
      callback: (error, message) => {
        // What the server refuses is told by the status of the connection.
        if (!error) wanted.callback(message);
      },
    });
    this.wanted.set(wanted, subscription);
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.say(false);
      if (status.type === Events.Reconnect) this.say(true);
      if (status.type === Events.Error) this.refusedBy(connection, status);
    }
  }

  /** Rights that are missing concern one subject; anything else the whole connection. The same is told once. */
  private refusedBy(connection: NatsConnection, { permissionContext, data }: Status): void {
    if (!permissionContext) return this.fails(data);
    const { operation, subject } = permissionContext;
    if (operation === 'subscription') this.beginAgain(connection, subject);
    const reason = `${operation} ${subject}`;
    if (this.warned.has(reason) || this.warned.size >= warningsKept) return;
    this.warned.add(reason);
    this.options.log?.warn({ reason }, 'NATS refused');
  }

  /** Rights may be missing from the beginning, or be taken from a subscription that lives, which the client does not notice. */
  private beginAgain(connection: NatsConnection, subject: string): void {
    for (const [wanted, subscription] of this.wanted) {
      if (wanted.subject !== subject || !subscription) continue;
      this.refused.set(subject, performance.now());
      this.wanted.set(wanted, undefined);
      subscription.unsubscribe();
      setTimeout(() => {
        if (this.connection === connection) this.begin(connection, wanted);
      }, subscribeAgainMs).unref();
    }
  }

  private async lookAtJetStream(): Promise<void> {
    const connection = this.live;
    if (!connection) return;
    const silent = await jetStreamRefuses(connection);
    if (connection !== this.live) return;
    const now = performance.now();
    const [subject] = [...this.refused].find(([, at]) => now - at < refusalLastsMs) ?? [];
    if (silent === undefined) this.answeredAt = now;
    if (silent !== undefined) this.trouble.begins(`JetStream: ${silent}`);
    else if (subject !== undefined) this.trouble.begins(`no right to subscribe to ${subject}`);
    else this.trouble.ends();
    if (now - this.answeredAt < reconnectAfterMs) return;
    this.answeredAt = now;
    await connection.reconnect().catch(() => undefined);
  }

  private fails(error: unknown): void {
    const reason = error instanceof Error ? error.message : JSON.stringify(error);
    if (!this.closing) this.trouble.begins(reason);
  }

  private say(connected: boolean): void {
    if (this.closing) return;
    if (connected) this.options.log?.info({}, 'connected to NATS');
    else if (this.connected) this.options.log?.warn({}, 'the connection to NATS is lost');
    // What is known to be wrong on the way to a new connection says more than that the old one is lost.
    if (!connected && this.connected) this.trouble.begins('the connection is lost');
    this.changes++;
    this.connected = connected;
    if (!connected) return;
    this.answeredAt = performance.now();
    this.trouble.ends();
    for (const listener of this.listeners) listener();
  }

  private isClosing(): boolean {
    return this.closing;
  }

  private pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Why JetStream does not answer; undefined when it does. */
async function jetStreamRefuses(connection: NatsConnection): Promise<string | undefined> {
  try {
    const answer = await connection.request('$JS.API.INFO', '', { timeout: 2_000 });
    return answer.json<{ error?: { description: string } }>().error?.description;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
