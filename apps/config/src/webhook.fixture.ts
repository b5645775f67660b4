import { subjectOf, webhookDurable } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { TestNats } from '@rejoin/testing';
import { connect, type NatsConnection } from 'nats';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly fact: { id: string; type: string; subject: string; family: string; version: number };
}

type Answer = (response: ServerResponse, received: Received) => unknown;

/** An HTTP server that stands for another system. It keeps the requests and answers as the test decides. */
export class Receiver {
  readonly received: Received[] = [];
  answer: Answer = with200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://localhost:${this.port}/hook`;
  }

  /** The versions of one subject that arrived. */
  versionsOf(subject: string): number[] {
    return this.received.filter(({ fact }) => fact.subject === subject).map(({ fact }) => fact.version);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const received = { headers: request.headers, body, fact: JSON.parse(body) as Received['fact'] };
    this.received.push(received);
    await this.answer(response, received);
  }
}

export const with200: Answer = (response) => response.writeHead(200).end();
export const withStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();
export const hanging: Answer = () => undefined;

/** Stands for the other services: their streams, and the facts in them. */
export class Others {
  private versions = new Map<string, number>();
  private timeline: string | undefined;

  private constructor(private readonly operator: NatsConnection) {}

  static async start(nats: TestNats): Promise<Others> {
    const { username, password, host } = new URL(nats.url);
    const operator = await connect({ servers: host, user: username, pass: password });
    const others = new Others(operator);
    const manager = await operator.jetstreamManager();
    for (const [name, families] of Object.entries(streams))
      await manager.streams.add({ name, subjects: families.map((family) => `rejoin.v1.*.${family}.>`) });
    return others;
  }

  /** Begins another history, as after a restore. Returns a function that publishes facts of the former one. */
  restore(timeline: string): (subject: string) => Promise<number> {
    const former = new Others(this.operator);
    [former.versions, former.timeline] = [this.versions, this.timeline];
    [this.versions, this.timeline] = [new Map(), timeline];
    return (subject) => former.tell(subject);
  }

  /** Publishes the next fact of a subject, and returns its version. */
  async tell(subject: string, kind = 'MessageSent', family = 'session', time = new Date()): Promise<number> {
    const version = (this.versions.get(`${family}/${subject}`) ?? 0) + 1;
    this.versions.set(`${family}/${subject}`, version);
    const fact = {
      ...{ specversion: '1.0', id: newId(), source: '/rejoin/other', type: `rejoin.v1.${kind}`, subject },
      ...{ time: time.toISOString(), datacontenttype: 'application/json', org: 'default' },
      ...{ family, version, data: { conversationId: subject }, timeline: this.timeline },
    };
    const at = subjectOf('default', family, kind, subject);
    await this.operator.jetstream().publish(at, JSON.stringify(fact));
    return version;
  }

  /** The instant from which config reads each stream. A stream without config's durable is missing. */
  async readsFrom(): Promise<Record<string, string | undefined>> {
    const manager = await this.operator.jetstreamManager();
    const from: Record<string, string | undefined> = {};
    for (const stream of Object.keys(streams))
      for (const { name, config } of await manager.consumers.list(stream).next())
        if (name === webhookDurable) from[stream] = config.opt_start_time;
    return from;
  }

  async loseDurable(stream: keyof typeof streams): Promise<void> {
    const manager = await this.operator.jetstreamManager();
    await manager.consumers.delete(stream, webhookDurable);
  }

  stop(): Promise<void> {
    return this.operator.close();
  }
}

const streams = {
  REJOIN_SESSION_GATEWAY: ['session', 'agent-session'],
  REJOIN_RECONNECTION_TIMER: ['reconnection', 'deadline'],
  REJOIN_ROUTING: ['routing', 'presence'],
};
