import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { eventually } from '@rejoin/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type ConsumerMessages, type JsMsg, type NatsConnection } from 'nats';

const generated = join(__dirname, '../../docs/generated');

interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, unknown>>;
  readonly 'x-jetstream': { readonly stream: string; readonly durable: string };
}

interface AsyncApi {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly components: { readonly messages: Readonly<Record<string, { name: string; payload: object }>> };
}

interface ReceivedFact {
  readonly family: string;
  readonly subject: string;
  readonly version: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** An external system: it has docs/generated and the integrator's user, and none of our code. */
export class Subscriber {
  /** The facts in the order of their versions, each once. */
  readonly heard: ReceivedFact[] = [];
  /** Every message as it was received, with its subject and headers. */
  readonly raw: string[] = [];
  /** The differences from the documents. */
  readonly complaints: string[] = [];
  private readonly pulls: ConsumerMessages[] = [];
  private readonly applied = new Map<string, number>();
  private readonly schemas = new Map<string, readonly ValidateFunction[]>();
  private readonly channels = new Map<string, Channel>();

  private constructor(private readonly nats: NatsConnection) {
    const { channels, components } = json<AsyncApi>('asyncapi.json');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [fact, channel] of Object.entries(channels)) {
      const { name, payload } = components.messages[fact] ?? { name: fact, payload: {} };
      this.channels.set(name, channel);
      this.schemas.set(name, [ajv.compile(payload), ajv.compile(json(`schemas/${fact}.json`))]);
    }
  }

  static async connect(url: string): Promise<Subscriber> {
    const { host: servers, username: user, password: pass } = new URL(url);
    const nats = await connect({ servers, user, pass, inboxPrefix: `_INBOX_${user}` });
    const subscriber = new Subscriber(nats);
    const sources = [...subscriber.channels.values()].map((channel) => channel['x-jetstream']);
    for (const { stream, durable } of new Map(sources.map((one) => [one.stream, one])).values()) {
      // A service creates its stream and durables with its first facts.
      const consumer = await eventually(() => nats.jetstream().consumers.get(stream, durable));
      subscriber.pulls.push(await consumer.consume({ callback: (message) => subscriber.receive(message) }));
    }
    return subscriber;
  }

  /** The facts of a family about one conversation or agent. */
  of(family: string, subject: string): ReceivedFact[] {
    return this.heard.filter((fact) => fact.family === family && fact.subject === subject);
  }

  typesOf(family: string, subject: string): string[] {
    return this.of(family, subject).map(({ type }) => type.replace('rejoin.v1.', ''));
  }

  async close(): Promise<void> {
    await Promise.all(this.pulls.map((pull) => pull.close()));
    await this.nats.close();
  }

  private receive(message: JsMsg): void {
    const text = message.string();
    const headers = [...(message.headers ?? [])].map(([name, values]) => `${name}: ${values.join()}`);
    this.raw.push([message.subject, ...headers, text].join('\n'));
    const fact = JSON.parse(text) as ReceivedFact & { org: string };
    this.compare(message.subject, fact);
    const name = `${fact.family}/${fact.subject}`;
    const next = (this.applied.get(name) ?? 0) + 1;
    if (fact.version > next) return message.nak(200);
    if (fact.version === next) {
      this.applied.set(name, next);
      this.heard.push(fact);
    }
    message.ack();
  }

  private compare(subject: string, fact: ReceivedFact & { org: string }): void {
    const channel = this.channels.get(fact.type);
    const address = channel?.address.replace('{org}', fact.org).replace('{id}', fact.subject);
    if (address !== subject) this.complaints.push(`${fact.type} came on ${subject}, not on ${address}`);
    for (const validate of this.schemas.get(fact.type) ?? []) {
      const isAsDeclared: boolean = validate(fact);
      if (!isAsDeclared) this.complaints.push(`${fact.type}: ${JSON.stringify(validate.errors)}`);
    }
  }
}

function json<T extends object>(file: string): T {
  return JSON.parse(readFileSync(join(generated, file), 'utf8')) as T;
}
