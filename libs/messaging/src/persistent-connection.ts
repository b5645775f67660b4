import { setTimeout as pause } from 'node:timers/promises';
import { explain, PasswordInTurn, tooOld, type Explained, type SecretValues } from '@rejoin/kernel';
import { Events, type Msg, type NatsConnection, type Status, type Subscription } from 'nats';
import { connectTo, hasSeveralServers, hostsOf } from './connect-to';
import type { Log } from './log';
import { isJetStreamOff } from './nats-errors';
import { NatsTrouble } from './nats-trouble';
import { Signal } from './signal';
import { smallPayload } from './stream-remedy';

const drainMs = 2_000;
const alarmAfterMs = 3_000;
const [shortestPauseMs, longestPauseMs] = [300, 2_000];
const subscribeAgainMs = 1_000;
/** A refused subscription counts as granted when it was not refused again for this long. */
const refusalLastsMs = 3 * subscribeAgainMs;
const warningsKept = 100;
const probeEveryMs = 2_000;
/** While all is well, JetStream is probed at every third tick only. */
const ticksPerProbe = 3;
/** When JetStream has not answered for this long, the client reconnects, perhaps to another server. */
const reconnectAfterMs = 20_000;
/** When the server has not answered for this long and there are others, the client goes on to one of them. */
const silentServerMs = 4_000;

/** What the client says when NATS refuses user and password. */
const isWrongPassword = /authorization.violation/i;
const provisionAgain = 'Run provision, and let NATS read its configuration.';
const refused: Explained = {
  what: 'authorization violation: NATS refuses the user or its password',
  remedy: `Correct NATS_URL or NATS_PASSWORD. If they are right: ${provisionAgain}`,
};
/** The default of nats-server. */
const leastPayload = 1_048_576;
const lost: Explained = { what: 'the connection is lost', remedy: 'Look whether nats-server runs.' };

interface SubscriptionRequest {
  readonly subject: string;
  readonly queue?: string;
  readonly callback: (message: Msg) => void;
}

export interface ConnectionOptions {
  readonly url: string;
  /** Replaces the password of the URL. Each attempt to connect uses the values of that moment. */
  readonly password?: SecretValues | undefined;
  readonly name: string;
  readonly log?: Log;
  /** How often the server is probed. Tests shorten it. */
  readonly probeEveryMs?: number;
}

/**
 * Keeps a connection to NATS open.
 *
 * Invariant: subscriptions outlive every client. The client reconnects by itself after a loss; when it closes for any
 * reason, another client replaces it with the same subscriptions. A subscription that the server refuses is retried for
 * ever, because the right to it may be granted again.
 *
 * Concurrency: one client exists at a time. A watchdog probes JetStream and reconnects when it stays silent. With several
 * addresses it probes the server too: one that is frozen keeps its sockets open, and the client's own pings take 15 s to
 * notice it, in which every rpc would fail although other servers answer.
 *
 * Shutdown: `close` drains the client for at most 2 s and waits until the loop has ended.
 */
export class PersistentConnection {
  private readonly trouble: NatsTrouble;
  private readonly password: PasswordInTurn | undefined;
  /** The active subscription of each request. Undefined while there is no connection or the server refuses it. */
  private readonly subscriptions = new Map<SubscriptionRequest, Subscription | undefined>();
  private readonly listeners = new Set<() => void>();
  /** When the server last refused each subject. */
  private readonly refused = new Map<string, number>();
  private readonly warned = new Set<string>();
  private readonly watchdog: NodeJS.Timeout;
  private readonly done: Promise<void>;
  private connection: NatsConnection | undefined;
  private connected = false;
  private closing = false;
  private changes = 0;
  private answeredAt = performance.now();
  /** When the server last answered, and when it was last probed. */
  private heardAt = performance.now();
  private probedAt = performance.now();
  private isDiagnosing = false;
  private readonly closeSignal = new Signal();

  constructor(private readonly options: ConnectionOptions) {
    this.trouble = new NatsTrouble(options.log, alarmAfterMs);
    this.password = options.password && new PasswordInTurn(options.password);
    let ticks = 0;
    this.watchdog = setInterval(() => {
      if (this.trouble.reason !== undefined || ticks++ % ticksPerProbe === 0) void this.probeJetStream();
      void this.diagnose();
      if (hasSeveralServers(options.url)) void this.probeServer();
    }, this.probeEveryMs).unref();
    this.done = this.keep();
  }

  /** The client, if it is connected. */
  get live(): NatsConnection | undefined {
    return this.connected ? this.connection : undefined;
  }

  /** A number that changes with every loss and gain of the connection. */
  get era(): number {
    return this.changes;
  }

  get troubleReason(): string | undefined {
    return this.trouble.reason;
  }

  /** Calls `listener` now if connected, and after every reconnect. Returns a function that removes the listener. */
  onConnect(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.connected) listener();
    return () => this.listeners.delete(listener);
  }

  /** Subscribes on the current client and on each that replaces it. */
  subscribe(request: SubscriptionRequest): void {
    this.subscriptions.set(request, undefined);
    if (this.connection) this.begin(this.connection, request);
  }

  async close(): Promise<void> {
    const last = this.live;
    this.closing = true;
    this.connected = false;
    clearInterval(this.watchdog);
    this.trouble.ends();
    this.closeSignal.ring();
    // Draining waits for an answer of the server, which may never arrive.
    if (last)
      await Promise.race([last.drain().catch(() => undefined), pause(drainMs, undefined, { ref: false })]);
    await this.connection?.close();
    await this.done;
  }

  private async keep(): Promise<void> {
    for (let pauseMs = shortestPauseMs; !this.closing; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        const connection = await connectTo(this.options.url, this.options.name, { password: this.password });
        if (this.isTooOld(connection)) await connection.close();
        else {
          pauseMs = shortestPauseMs;
          await this.use(connection);
        }
      } catch (error) {
        this.reportTrouble(error);
      }
      if (!this.isClosing()) await this.closeSignal.wait(pauseMs);
    }
  }

  private isTooOld({ info }: NatsConnection): boolean {
    const wrong = info && tooOld('nats', info.version);
    if (wrong) this.trouble.begins(wrong);
    return wrong !== undefined;
  }

  /** Uses a client until it is closed, by this process or by itself. */
  private async use(connection: NatsConnection): Promise<void> {
    if (this.closing) return connection.close();
    const bytes = connection.info?.max_payload ?? leastPayload;
    if (bytes < leastPayload)
      this.options.log?.warn(
        { bytes, remedy: smallPayload },
        'NATS takes small messages only; larger facts wait, and larger questions fail',
      );
    this.connection = connection;
    for (const request of this.subscriptions.keys()) this.begin(connection, request);
    const over = connection.closed();
    void this.watch(connection);
    this.setConnected(true);
    const why = await over;
    this.connection = undefined;
    this.setConnected(false);
    if (why) throw why;
  }

  private begin(connection: NatsConnection, request: SubscriptionRequest): void {
    if (connection.isClosed() || connection.isDraining()) return;
    const subscription = connection.subscribe(request.subject, {
      ...(request.queue === undefined ? {} : { queue: request.queue }),
      callback: (error, message) => {
        // The status of the connection reports errors of the subscription.
        if (!error) request.callback(message);
      },
    });
    this.subscriptions.set(request, subscription);
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.setConnected(false);
      if (status.type === Events.Reconnect) this.setConnected(true);
      if (status.type === Events.Error) this.refusedBy(connection, status);
    }
  }

  /** Handles an error: missing rights concern one subject, all other errors the connection. Each reason is logged once. */
  private refusedBy(connection: NatsConnection, { permissionContext, data }: Status): void {
    if (!permissionContext) return this.reportTrouble(data);
    const { operation, subject } = permissionContext;
    if (operation === 'subscription') this.beginAgain(connection, subject);
    const reason = `${operation} ${subject}`;
    if (this.warned.has(reason) || this.warned.size >= warningsKept) return;
    this.warned.add(reason);
    this.options.log?.warn({ reason }, 'NATS refused');
  }

  /** Subscribes again after a pause. The client does not notice when the right to an active subscription is withdrawn. */
  private beginAgain(connection: NatsConnection, subject: string): void {
    for (const [request, subscription] of this.subscriptions) {
      if (request.subject !== subject || !subscription) continue;
      this.refused.set(subject, performance.now());
      this.subscriptions.set(request, undefined);
      subscription.unsubscribe();
      setTimeout(() => {
        if (this.connection === connection) this.begin(connection, request);
      }, subscribeAgainMs).unref();
    }
  }

  private get probeEveryMs(): number {
    return this.options.probeEveryMs ?? probeEveryMs;
  }

  /** Leaves a server that is silent. A silence of this process itself does not count. */
  private async probeServer(): Promise<void> {
    const connection = this.live;
    const now = performance.now();
    if (!connection || now - this.probedAt > 2 * this.probeEveryMs) this.heardAt = now;
    this.probedAt = now;
    if (!connection) return;
    void connection.flush().then(
      () => (this.heardAt = performance.now()),
      () => undefined,
    );
    if (now - this.heardAt < (silentServerMs * this.probeEveryMs) / probeEveryMs) return;
    this.heardAt = now;
    this.options.log?.warn({}, 'the NATS server is silent; connecting to another one');
    await connection.reconnect().catch(() => undefined);
  }

  private async probeJetStream(): Promise<void> {
    const connection = this.live;
    if (!connection) return;
    const silent = await jetStreamTrouble(connection);
    if (connection !== this.live) return;
    const now = performance.now();
    const [subject] = [...this.refused].find(([, at]) => now - at < refusalLastsMs) ?? [];
    if (silent === undefined) this.answeredAt = now;
    if (silent !== undefined) this.trouble.begins(silent);
    else if (subject !== undefined)
      this.trouble.begins({ what: `no right to subscribe to ${subject}`, remedy: provisionAgain });
    else this.trouble.ends();
    if (now - this.answeredAt < reconnectAfterMs) return;
    this.answeredAt = now;
    await connection.reconnect().catch(() => undefined);
  }

  /** The client does not say why it fails to reconnect. A second one tries it once, and fails for the same reason. */
  private async diagnose(): Promise<void> {
    if (!this.connection || this.connected || this.isDiagnosing) return;
    const { changes } = this;
    this.isDiagnosing = true;
    try {
      await (await connectTo(this.options.url, this.options.name, { reconnect: false })).close();
    } catch (error) {
      // The client does report a refusal, after it has tried every password.
      if (changes === this.changes && !isRefusal(error)) this.reportTrouble(error);
    } finally {
      this.isDiagnosing = false;
    }
  }

  private reportTrouble(error: unknown): void {
    if (isRefusal(error)) this.password?.refused();
    if (this.closing) return;
    this.trouble.begins(
      isRefusal(error) ? refused : explain(`NATS at ${hostsOf(this.options.url)}`, asError(error)),
    );
  }

  private setConnected(connected: boolean): void {
    if (this.closing) return;
    if (connected) this.options.log?.info({}, 'connected to NATS');
    else if (this.connected) this.options.log?.warn({}, 'the connection to NATS is lost');
    // While a reconnect fails, its reason is more specific than the loss of the old connection.
    if (!connected && this.connected) this.trouble.begins(lost);
    this.changes++;
    this.connected = connected;
    if (!connected) return;
    this.answeredAt = this.heardAt = performance.now();
    this.trouble.ends();
    for (const listener of this.listeners) listener();
  }

  /** This is a method because TypeScript assumes that a field keeps its value during an await. */
  private isClosing(): boolean {
    return this.closing;
  }
}

function isRefusal(error: unknown): boolean {
  return isWrongPassword.test((asError(error) as { message?: string }).message ?? '');
}

/** The status of a connection has the code of an error as its data. */
function asError(error: unknown): object {
  return typeof error === 'object' && error !== null ? error : { code: error, message: String(error) };
}

/** Returns why JetStream does not answer, or undefined when it does. */
async function jetStreamTrouble(connection: NatsConnection): Promise<Explained | undefined> {
  const off =
    'Use the configuration that provision writes, or add jetstream {} to it, and restart nats-server.';
  try {
    const answer = await connection.request('$JS.API.INFO', '', { timeout: 2_000 });
    const { error } = answer.json<{ error?: { description: string } }>();
    return error && { what: `JetStream: ${error.description}`, remedy: off };
  } catch (error) {
    if (isJetStreamOff(error)) return { what: 'JetStream is switched off', remedy: off };
    const { what } = explain('JetStream', error);
    return {
      what,
      remedy: 'Look at the log, the load and the disk of nats-server; restart it if its disk was full.',
    };
  }
}
