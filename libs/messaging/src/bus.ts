import { rpcSubject, type Rpc } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import {
  connect,
  Events,
  JSONCodec,
  type JetStreamClient,
  type JetStreamManager,
  type Msg,
  type NatsConnection,
} from 'nats';
import type { z } from 'zod';

const json = JSONCodec<unknown>();

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
  private readonly listeners = new Set<() => void>();
  private readonly opening: Promise<void>;

  constructor(private readonly options: { url: string; name: string }) {
    this.opening = this.open();
  }

  get isConnected(): boolean {
    return this.connected;
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
   * Answers a subject together with the other replicas. A question whose time has passed is dropped: its asker
   * has given up, and may be asking again.
   */
  serve(subject: string, answer: (request: unknown) => Promise<RpcAnswer>): void {
    this.whenOpen((connection) => {
      connection.subscribe(subject, {
        queue: 'replicas',
        callback: (error, message) => {
          if (error) return;
          const { request, expiresAt } = parse(message) as { request?: unknown; expiresAt?: number };
          if (typeof expiresAt === 'number' && expiresAt < Date.now()) return;
          void answer(request)
            .catch((): RpcAnswer => ({ unavailable: true }))
            .then((given) => this.connected && message.respond(json.encode(given)));
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

  /** JetStream, once connected. */
  async jetstream(): Promise<{ js: JetStreamClient; manager: JetStreamManager }> {
    await this.opening;
    if (!this.connection || !this.connected) throw new Unavailable('NATS');
    const manager = await this.connection.jetstreamManager({ timeout: 5_000, checkAPI: false });
    return { js: this.connection.jetstream({ timeout: 5_000 }), manager };
  }

  async close(): Promise<void> {
    this.closing = true;
    this.connected = false;
    await this.connection?.drain().catch(() => undefined);
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
    const { servers, user, pass } = credentials(this.options.url);
    while (!this.closing) {
      try {
        const connection = await connect({
          servers,
          ...(user === undefined ? {} : { user, pass, inboxPrefix: `_INBOX_${user}` }),
          name: this.options.name,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 200,
          reconnectJitter: 200,
          pingInterval: 5_000,
          maxPingOut: 2,
          timeout: 3_000,
        });
        this.connection = connection;
        this.say(true);
        void this.watch(connection);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) this.say(false);
      if (status.type === Events.Reconnect) this.say(true);
    }
    this.say(false);
  }

  private say(connected: boolean): void {
    this.connected = connected && !this.closing;
    if (this.connected) for (const listener of this.listeners) listener();
  }
}

/** What cannot be parsed is an empty object: whoever asked gets `malformed` from the schema. */
function parse(message: Msg): unknown {
  try {
    return message.json();
  } catch {
    return {};
  }
}

function credentials(url: string): { servers: string[]; user?: string; pass?: string } {
  const urls = url.split(',').map((one) => new URL(one.includes('://') ? one : `nats://${one}`));
  const servers = urls.map((one) => `${one.protocol === 'tls:' ? 'tls' : 'nats'}://${one.host}`);
  const [first] = urls;
  if (!first?.username) return { servers };
  return { servers, user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) };
}
