import { setTimeout as pause } from 'node:timers/promises';
import { rpcSubject, type Rpc } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { inSpan, operate, type OperationOptions } from '@rejoin/tracing';
import {
  headers,
  JSONCodec,
  type JetStreamClient,
  type JetStreamManager,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
} from 'nats';
import type { z } from 'zod';
import { AckInbox } from './ack-inbox';
import { inboxPrefixOf } from './connect-to';
import { hasNoResponder } from './nats-errors';
import { PersistentConnection, type ConnectionOptions } from './persistent-connection';
import type { FactMessage } from './fact-message';
import { Publisher } from './publisher';
import { Pull } from './pull';

const json = JSONCodec();
const retryMs = 100;

/** A service that must answer is not reachable. Nothing is known to have changed, so the request can be repeated. */
export class Unavailable extends Error {
  constructor(what: string) {
    super(`${what} is not reachable`);
  }
}

/** No replica answers this rpc: none is running, or the running ones do not know it. */
export class NoResponder extends Unavailable {}

interface JetStream {
  readonly js: JetStreamClient;
  readonly manager: JetStreamManager;
}

export type RpcAnswer = { reply: unknown } | Refused | { unavailable: true };

/**
 * The connection of a process to NATS, for rpcs, signals and JetStream. It connects in the background and reconnects for
 * ever.
 *
 * Invariant: no call waits for a lost connection. While there is none, calls throw {@link Unavailable} at once.
 *
 * Concurrency: each loss and gain of the connection changes `era`, so that callers can detect a change between two steps.
 *
 * Shutdown: `close` drains the subscriptions and then closes the client.
 */
export class Bus {
  private readonly connection: PersistentConnection;
  /** What belongs to the current connection. */
  private client: ({ readonly of: NatsConnection } & JetStream) | undefined;
  private acks: { readonly of: NatsConnection; readonly inbox: AckInbox } | undefined;

  constructor(private readonly options: ConnectionOptions) {
    this.connection = new PersistentConnection(options);
  }

  get isConnected(): boolean {
    return this.connection.live !== undefined;
  }

  /** A number that changes with every loss and gain of the connection. Afterwards the server may be another one. */
  get era(): number {
    return this.connection.era;
  }

  /** Why NATS or JetStream is not available. Undefined while both are. */
  get trouble(): string | undefined {
    return this.connection.troubleReason;
  }

  /**
   * Whether NATS answers now. The server reads a connection in order, so it then knows every subscription that was made
   * before the call.
   */
  async reachesServer(withinMs = 2_000): Promise<boolean> {
    const connection = this.connection.live;
    if (!connection) return false;
    const answered = connection.flush().then(
      () => this.connection.live === connection,
      () => false,
    );
    return Promise.race([answered, pause(withinMs, undefined, { ref: false }).then(() => false)]);
  }

  /** Calls `listener` now if connected, and after every reconnect. Returns a function that removes the listener. */
  onConnect(listener: () => void): () => void {
    return this.connection.onConnect(listener);
  }

  /**
   * Calls `listener` after every connect, once the server knows the subscriptions of this process. Data that is read from
   * then on and signals that arrive leave no gap. Returns a function that removes the listener.
   */
  onListening(listener: () => void): () => void {
    return this.onConnect(() => void this.untilListening().then((isSo) => isSo && listener()));
  }

  /** Sends an rpc. A refusal is a value. Throws {@link Unavailable} when no answer arrives in time. */
  async ask<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    request: z.infer<Request>,
    timeoutMs = 3_000,
  ): Promise<z.infer<Reply> | Refused> {
    const subject = rpcSubject(rpc);
    // Background jobs ask outside operations, and then send no trace context.
    const answer = await inSpan({ name: `ask ${rpc.verb}`, kind: 'client' }, (span) =>
      this.request(subject, { request }, timeoutMs, span?.traceparent),
    );
    if ('reply' in answer) return rpc.reply.parse(answer.reply);
    if ('refused' in answer) return answer;
    throw new Unavailable(subject);
  }

  /**
   * Answers an rpc subject in a queue group with the other replicas, once {@link reachesServer} resolves to true. A
   * delayed request is answered like any other, because rpcs are idempotent and a deadline in the request would compare
   * the clocks of two hosts. The release 0.1.0 sends such a deadline, which is ignored.
   */
  serve(subject: string, answer: (request: unknown) => Promise<RpcAnswer>): void {
    this.connection.subscribe({
      subject,
      queue: 'replicas',
      callback: (message) => {
        const request = parse(message)['request'];
        void operate(answerTo(subject, request, message), () => answer(request))
          .catch((): RpcAnswer => ({ unavailable: true }))
          .then((reply) => message.respond(json.encode(reply)))
          // A caller whose answer cannot be sent gets none, and repeats the request.
          .catch(() => undefined);
      },
    });
  }

  /** Signals every connected listener of `topic`. Signals are not stored, and losing one loses no data. */
  ring(topic: string, payload: unknown): void {
    this.connection.live?.publish(`rejoin.bell.${topic}`, json.encode(payload));
  }

  onRing(topic: string, listener: (payload: unknown) => void): void {
    this.connection.subscribe({
      subject: `rejoin.bell.${topic}`,
      callback: (message) => {
        listener(parse(message));
      },
    });
  }

  /** Returns the JetStream client and manager. Throws {@link Unavailable} at once while there is no connection. */
  async jetstream(): Promise<JetStream> {
    const connection = this.live();
    const known = this.client?.of === connection ? this.client : undefined;
    this.client = known ?? { of: connection, ...(await jetstreamOf(connection)) };
    return this.client;
  }

  /** Returns a publisher on the current connection. Throws {@link Unavailable} while there is none. */
  publisher<T>(): Publisher<T> {
    const connection = this.live();
    if (this.acks?.of !== connection || this.acks.inbox.isClosed)
      this.acks = { of: connection, inbox: new AckInbox(connection, inboxPrefixOf(this.options.url)) };
    return new Publisher<T>(connection, this.acks.inbox);
  }

  /** Pulls from a durable on the current connection. Throws {@link Unavailable} while there is none. */
  pull(
    from: { stream: string; durable: string },
    onMessage: (message: FactMessage) => void,
    onIdle: () => void,
  ): Pull {
    const inboxPrefix = inboxPrefixOf(this.options.url);
    return new Pull(this.live(), { ...from, inboxPrefix }, onMessage, onIdle);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Resolves to false if the connection is lost before the server has answered. */
  private async untilListening(): Promise<boolean> {
    const { era } = this;
    while (this.era === era) {
      if (await this.reachesServer()) return this.era === era;
      await pause(retryMs, undefined, { ref: false });
    }
    return false;
  }

  private live(): NatsConnection {
    const connection = this.connection.live;
    if (!connection) throw new Unavailable('NATS');
    return connection;
  }

  private async request(
    subject: string,
    body: unknown,
    timeoutMs: number,
    traceparent: string | undefined,
  ): Promise<RpcAnswer> {
    const connection = this.live();
    try {
      const message = await connection.request(subject, json.encode(body), {
        timeout: timeoutMs,
        ...(traceparent === undefined ? {} : { headers: traceHeader(traceparent) }),
      });
      return message.json<RpcAnswer>();
    } catch (error) {
      const what = `${subject} (${error instanceof Error ? error.message : String(error)})`;
      throw hasNoResponder(error) ? new NoResponder(what) : new Unavailable(what);
    }
  }
}

async function jetstreamOf(connection: NatsConnection): Promise<JetStream> {
  const timeout = 5_000;
  const manager = await connection.jetstreamManager({ timeout, checkAPI: false });
  return { js: connection.jetstream({ timeout }), manager };
}

/** Treats a payload that is no JSON object as an empty one. The schema then refuses the request as `malformed`. */
function parse(message: Msg): { readonly [field: string]: unknown } {
  try {
    return Object(message.json()) as { readonly [field: string]: unknown };
  } catch {
    return {};
  }
}

function traceHeader(traceparent: string): MsgHdrs {
  const header = headers();
  header.set('traceparent', traceparent);
  return header;
}

/** The answer to an rpc, as an operation. */
function answerTo(subject: string, request: unknown, { headers: header }: Msg): OperationOptions {
  const { conversationId } = Object(request) as { conversationId?: unknown };
  return {
    name: `answer ${subject.split('.').at(-1) ?? ''}`,
    kind: 'server',
    parent: header?.get('traceparent') || undefined,
    conversationId: typeof conversationId === 'string' ? conversationId : undefined,
    onlyWithParent: true,
  };
}
