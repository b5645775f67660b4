import { rpcSubject, type Rpc } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import {
  Events,
  JSONCodec,
  type JetStreamClient,
  type JetStreamManager,
  type Msg,
  type NatsConnection,
} from 'nats';
import type { z } from 'zod';
import { connectTo, inboxPrefixOf } from './connect-to';
import type { Log } from './log';
import { publishAll, type Publication } from './publish-all';

const json = JSONCodec();
const drainMs = 2_000;

/** Somebody who must answer is not reachable. Nothing is known to have changed: ask again. */
export class Unavailable extends Error {
  constructor(what: string) {
    super(`${what} is not reachable`);
  }
}

export type RpcAnswer = { reply: unknown } | Refused | { unavailable: true };

/**
 * One process's connection to NATS. It connects in the background, reconnects for ever, and says when it is
 * (re)connected; what needs NATS meanwhile gets {@link Unavailable} at once instead of waiting in a buffer.
 */
export class Bus {
  private connection: NatsConnection | undefined;
  private connected = false;
  private closing = false;
  private changes = 0;
  private warned = '';
  private readonly listeners = new Set<() => void>();
  private readonly opening: Promise<void>;

  constructor(private readonly options: { url: string; name: string; log?: Log }) {
    this.opening = this.open();
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** Another number after every loss and gain of the connection: what was sent in between may have met another server. */
  get era(): number {
    return this.changes;
  }

  /**
   * Whether NATS answers now. Whatever was subscribed before this was asked is known to the server then: it reads
   * a connection in order.
   */
  async reachesServer(withinMs = 2_000): Promise<boolean> {
    if (!this.connection || !this.connected) return false;
    const answered = this.connection.flush().then(
      () => this.connected,
      () => false,
    );
    return Promise.race([answered, pause(withinMs).then(() => false)]);
  }

  /** Calls `listener` now when connected, and after every (re)connect. Returns how to stop that. */
  onConnect(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.connected) listener();
    return () => this.listeners.delete(listener);
  }

  /** Asks a service; a refusal is a value. Throws {@link Unavailable} when there is no answer in time. */
  async ask<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    request: z.infer<Request>,
    timeoutMs = 3_000,
  ): Promise<z.infer<Reply> | Refused> {
    const subject = rpcSubject(rpc);
    const answer = await this.request(subject, { request, expiresAt: Date.now() + timeoutMs }, timeoutMs);
    if ('reply' in answer) return rpc.reply.parse(answer.reply);
    if ('refused' in answer) return answer;
    throw new Unavailable(subject);
  }

  /**
   * Answers a subject together with the other replicas, once {@link reachesServer} says so. A question whose time has passed is dropped: its asker
   * has given up, and may be asking again.
   */
  serve(subject: string, answer: (request: unknown) => Promise<RpcAnswer>): void {
    this.whenOpen((connection) => {
      connection.subscribe(subject, {
        queue: 'replicas',
        callback: (error, message) => {
          if (error) return;
          const { request, expiresAt } = parse(message);
          if (typeof expiresAt === 'number' && expiresAt < Date.now()) return;
          void answer(request)
            .catch((): RpcAnswer => ({ unavailable: true }))
            .then((given) => this.connected && message.respond(json.encode(given)))
            // An answer that cannot be sent is one that did not come: the asker asks again.
            .catch(() => undefined);
        },
      });
    });
  }

  /** Rings every listener of `topic` that is connected now. Nothing is stored: a lost ring loses no data. */
  ring(topic: string, payload: unknown): void {
    if (this.connected) this.connection?.publish(`rejoin.bell.${topic}`, json.encode(payload));
  }

  onRing(topic: string, listener: (payload: unknown) => void): void {
    this.whenOpen((connection) => {
      connection.subscribe(`rejoin.bell.${topic}`, {
        callback: (error, message) => {
          if (!error) listener(parse(message));
        },
      });
    });
  }

  /** JetStream. Throws {@link Unavailable} at once while there is no connection. */
  async jetstream(): Promise<{ js: JetStreamClient; manager: JetStreamManager }> {
    if (!this.connection || !this.connected) throw new Unavailable('NATS');
    const manager = await this.connection.jetstreamManager({ timeout: 5_000, checkAPI: false });
    return { js: this.connection.jetstream({ timeout: 5_000 }), manager };
  }

  /** Publishes into JetStream: the place of each in its stream, or why it is not known to be there. */
  publishAll(batch: readonly Publication[], timeoutMs = 5_000): Promise<(number | Error)[]> {
    if (!this.connection || !this.connected) throw new Unavailable('NATS');
    return publishAll(this.connection, inboxPrefixOf(this.options.url), batch, timeoutMs);
  }

  async close(): Promise<void> {
    const wasConnected = this.connected;
    this.closing = true;
    this.connected = false;
    await this.opening;
    // Draining waits for a word of the server, which may never come.
    if (wasConnected) await Promise.race([this.connection?.drain().catch(() => undefined), pause(drainMs)]);
    await this.connection?.close();
  }

  private async request(subject: string, body: unknown, timeoutMs: number): Promise<RpcAnswer> {
    if (!this.connection || !this.connected) throw new Unavailable('NATS');
    try {
      const message = await this.connection.request(subject, json.encode(body), { timeout: timeoutMs });
      return message.json<RpcAnswer>();
    } catch (error) {
      throw new Unavailable(`${subject} (${error instanceof Error ? error.message : String(error)})`);
    }
  }

  private whenOpen(action: (connection: NatsConnection) => void): void {
    void this.opening.then(() => {
      if (this.connection) action(this.connection);
    });
  }

  private async open(): Promise<void> {
    while (!this.closing) {
      try {
        const connection = await connectTo(this.options.url, this.options.name);
        this.connection = connection;
        this.say(true);
        void this.watch(connection);
        return;
      } catch (error) {
        this.warn(error, 'NATS is not reachable; trying again');
        await pause(300);
      }
    }
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.say(false);
      if (status.type === Events.Reconnect) this.say(true);
      if (status.type === Events.Error) this.warn(status.permissionContext ?? status.data, 'NATS refused');
    }
    this.say(false);
  }

  /** The same trouble is told once. */
  private warn(reason: unknown, message: string): void {
    const text = reason instanceof Error ? reason.message : JSON.stringify(reason);
    if (text !== this.warned) this.options.log?.warn({ reason: text }, message);
    this.warned = text;
  }

  private say(connected: boolean): void {
    if (connected) this.options.log?.info({}, 'connected to NATS');
    else if (this.connected) this.options.log?.warn({}, 'the connection to NATS is lost');
    this.changes++;
    this.connected = connected && !this.closing;
    if (this.connected) for (const listener of this.listeners) listener();
  }
}

/** What is no JSON object is an empty one: whoever asked gets `malformed` from the schema. */
function parse(message: Msg): { readonly [field: string]: unknown } {
  try {
    return Object(message.json()) as { readonly [field: string]: unknown };
  } catch {
    return {};
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
