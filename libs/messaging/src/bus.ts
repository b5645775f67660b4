import { setTimeout as pause } from 'node:timers/promises';
import { rpcSubject, type Rpc } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import {
  ErrorCode,
  JSONCodec,
  NatsError,
  type JetStreamClient,
  type JetStreamManager,
  type Msg,
  type NatsConnection,
} from 'nats';
import type { z } from 'zod';
import { inboxPrefixOf } from './connect-to';
import { KeptConnection, type KeptConnectionOptions } from './kept-connection';
import type { FactMessage } from './fact-message';
import { Publisher } from './publisher';
import { Pull } from './pull';

const json = JSONCodec();
const lookAgainMs = 100;
const noResponders: string = ErrorCode.NoResponders;

/** Somebody who must answer is not reachable. Nothing is known to have changed: ask again. */
export class Unavailable extends Error {
  constructor(what: string) {
    super(`${what} is not reachable`);
  }
}

/** Nobody answers this question at all: no replica is there, or those that are do not know it. */
export class NoResponder extends Unavailable {}

export type RpcAnswer = { reply: unknown } | Refused | { unavailable: true };

/**
 * One process's connection to NATS. It connects in the background, reconnects for ever, and says when it is
 * (re)connected; what needs NATS meanwhile gets {@link Unavailable} at once instead of waiting in a buffer.
 */
export class Bus {
  private readonly kept: KeptConnection;

  constructor(private readonly options: KeptConnectionOptions) {
    this.kept = new KeptConnection(options);
  }

  get isConnected(): boolean {
    return this.kept.live !== undefined;
  }

  /** Another number after every loss and gain of the connection: what was sent in between may have met another server. */
  get era(): number {
    return this.kept.era;
  }

  /** Why NATS or its JetStream does not serve this process now; undefined while both do. */
  get trouble(): string | undefined {
    return this.kept.troubleReason;
  }

  /**
   * Whether NATS answers now. Whatever was subscribed before this was asked is known to the server then: it reads
   * a connection in order.
   */
  async reachesServer(withinMs = 2_000): Promise<boolean> {
    const connection = this.kept.live;
    if (!connection) return false;
    const answered = connection.flush().then(
      () => this.kept.live === connection,
      () => false,
    );
    return Promise.race([answered, pause(withinMs, undefined, { ref: false }).then(() => false)]);
  }

  /** Calls `listener` now when connected, and after every (re)connect. Returns how to stop that. */
  onConnect(listener: () => void): () => void {
    return this.kept.onConnect(listener);
  }

  /**
   * Calls `listener` after every (re)connect once the server knows what is subscribed here: between what is read from
   * then on and what is rung there is no gap. Returns how to stop that.
   */
  onListening(listener: () => void): () => void {
    return this.onConnect(() => void this.untilListening().then((isSo) => isSo && listener()));
  }

  /** Asks a service; a refusal is a value. Throws {@link Unavailable} when there is no answer in time. */
  async ask<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    request: z.infer<Request>,
    timeoutMs = 3_000,
  ): Promise<z.infer<Reply> | Refused> {
    const subject = rpcSubject(rpc);
    const answer = await this.request(subject, { request }, timeoutMs);
    if ('reply' in answer) return rpc.reply.parse(answer.reply);
    if ('refused' in answer) return answer;
    throw new Unavailable(subject);
  }

  /**
   * Answers a subject together with the other replicas, once {@link reachesServer} says so. A question that was
   * late on its way is answered like any other: questions are idempotent, and an instant after which to drop one
   * would let the clocks of two hosts decide. The release before sends such an instant; it is not read.
   */
  serve(subject: string, answer: (request: unknown) => Promise<RpcAnswer>): void {
    this.kept.subscribe({
      subject,
      queue: 'replicas',
      callback: (message) => {
        void answer(parse(message)['request'])
          .catch((): RpcAnswer => ({ unavailable: true }))
          .then((given) => message.respond(json.encode(given)))
          // An answer that cannot be sent is one that did not come: the asker asks again.
          .catch(() => undefined);
      },
    });
  }

  /** Rings every listener of `topic` that is connected now. Nothing is stored: a lost ring loses no data. */
  ring(topic: string, payload: unknown): void {
    this.kept.live?.publish(`rejoin.bell.${topic}`, json.encode(payload));
  }

  onRing(topic: string, listener: (payload: unknown) => void): void {
    this.kept.subscribe({
      subject: `rejoin.bell.${topic}`,
      callback: (message) => {
        listener(parse(message));
      },
    });
  }

  /** JetStream. Throws {@link Unavailable} at once while there is no connection. */
  async jetstream(): Promise<{ js: JetStreamClient; manager: JetStreamManager }> {
    const connection = this.live();
    const manager = await connection.jetstreamManager({ timeout: 5_000, checkAPI: false });
    return { js: connection.jetstream({ timeout: 5_000 }), manager };
  }

  /** Publishes into JetStream on the present connection. Throws {@link Unavailable} while there is none. */
  publisher<T>(): Publisher<T> {
    return new Publisher<T>(this.live(), inboxPrefixOf(this.options.url));
  }

  /** Pulls from a durable on the present connection. Throws {@link Unavailable} while there is none. */
  pull(
    from: { stream: string; durable: string },
    onMessage: (message: FactMessage) => void,
    onIdle: () => void,
  ): Pull {
    const inboxPrefix = inboxPrefixOf(this.options.url);
    return new Pull(this.live(), { ...from, inboxPrefix }, onMessage, onIdle);
  }

  close(): Promise<void> {
    return this.kept.close();
  }

  /** False: this connection is lost. */
  private async untilListening(): Promise<boolean> {
    const { era } = this;
    while (this.era === era) {
      if (await this.reachesServer()) return this.era === era;
      await pause(lookAgainMs, undefined, { ref: false });
    }
    return false;
  }

  private live(): NatsConnection {
    const connection = this.kept.live;
    if (!connection) throw new Unavailable('NATS');
    return connection;
  }

  private async request(subject: string, body: unknown, timeoutMs: number): Promise<RpcAnswer> {
    const connection = this.live();
    try {
      const message = await connection.request(subject, json.encode(body), { timeout: timeoutMs });
      return message.json<RpcAnswer>();
    } catch (error) {
      const what = `${subject} (${error instanceof Error ? error.message : String(error)})`;
      const isNobodyThere = error instanceof NatsError && error.code === noResponders;
      throw isNobodyThere ? new NoResponder(what) : new Unavailable(what);
    }
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
