import { session, streamOf, subjectOf, type Fact, type FactOf } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import {
  eventually,
  freshDatabase,
  startTestNats,
  type FreshDatabase,
  type TestNats,
  sqlMigration,
} from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import type { ConsumerInfo } from 'nats';
import type { FactHandler } from './apply-next';
import { Bus } from './bus';
import type { Delivered } from './delivery';
import { FactConsumer, type ConsumerPace } from './fact-consumer';
import { FactSelection } from './fact-selection';
import type { Log } from './log';
import { messagingSchema } from './store/messaging.schema';
import { Outbox } from './outbox';
import { OutboxRelay, type RelayPace } from './outbox-relay';
import type { Timeline } from './store/timeline';

/** Short times, so that a test observes in a second what takes minutes in production. */
const quickRelay: Partial<RelayPace> = { idleMs: 100, leaseMs: 600, verifyMs: 300 };
const quickConsumer: Partial<ConsumerPace> = { failures: 3, unreachableMs: 50, retryParkedMs: 150 };

const heardTable = sqlMigration(1, {
  up: `create table heard (
    seq bigint generated always as identity primary key, aggregate_id text, version bigint, traceparent text)`,
});

/**
 * A producer (session-gateway) and a consumer of its family (routing), each with its own database and its own rights on
 * one real NATS. The consumer stores the facts that it applies, in the order of its commits.
 */
export class TwoServices {
  readonly alarms: { family: string; id: string; version: number | null }[] = [];
  private operator: Bus | undefined;
  private readonly stops: (() => Promise<void>)[] = [];

  private constructor(
    readonly nats: TestNats,
    readonly producer: FreshDatabase,
    readonly consumer: FreshDatabase,
    /** The proxy between the consumer and its Postgres. */
    readonly consumerProxy: ConnectionCutter,
    private readonly consumerDatabase: Database,
  ) {}

  static async start(): Promise<TwoServices> {
    const consumer = await freshDatabase('routing', messagingSchema, { migrations: [heardTable] });
    const line = await ConnectionCutter.before(consumer.url);
    const url = Object.assign(new URL(consumer.url), { port: line.port });
    return new TwoServices(
      await startTestNats(),
      await freshDatabase('session-gateway', messagingSchema),
      consumer,
      line,
      await Database.open({ url: url.href, applicationName: 'consumer' }),
    );
  }

  /** Starts another replica of the producer. */
  produce(pace: Partial<RelayPace> = {}, timeline?: Timeline) {
    const bus = this.bus('session-gateway');
    const outbox = new Outbox();
    const parts = {
      database: this.producer.database,
      bus,
      service: 'session-gateway',
      log: this.log,
      ...(timeline && { timeline }),
    } as const;
    const relay = new OutboxRelay(parts, outbox, { ...quickRelay, ...pace });
    this.stops.push(() => relay.stop());
    const append = (facts: readonly Fact[]) =>
      this.producer.database.transaction((tx) => outbox.append(tx, facts));
    return { bus, outbox, relay, append };
  }

  /** Starts another replica of the consumer. `handle` runs before the fact is stored. */
  consume(
    handle?: FactHandler,
    pace: Partial<ConsumerPace> = {},
    kinds?: readonly string[],
    bus = this.bus('routing'),
  ): FactConsumer {
    const parts = {
      database: this.consumerDatabase,
      bus,
      service: 'routing',
      log: this.log,
    } as const;
    const both: FactHandler = async (facts, tx) => {
      await handle?.(facts, tx);
      await writeDown(facts, tx);
    };
    const consumer = new FactConsumer(parts, new FactSelection(session, kinds), both, {
      ...quickConsumer,
      ...pace,
    });
    this.stops.push(() => consumer.stop());
    return consumer;
  }

  bus(
    user: 'session-gateway' | 'routing' | 'operator',
    url = user === 'operator' ? this.nats.url : this.nats.urlOf(user),
  ): Bus {
    const bus = new Bus({ url, name: user });
    this.stops.unshift(() => bus.close());
    return bus;
  }

  /** Returns the versions that the consumer applied for one id, in the order of their commits. */
  async appliedVersions(id: string): Promise<number[]> {
    const rows = await this.consumer.database.query<{ version: number }>(
      `select version from heard where aggregate_id = $1 order by seq`,
      [id],
    );
    return rows.map(({ version }) => version);
  }

  async parked(): Promise<{ aggregate_id: string; version: number | null; reason: string }[]> {
    return this.consumer.database.query(
      `select aggregate_id, version, reason from parked_facts order by aggregate_id, version`,
    );
  }

  async unpublished(): Promise<number> {
    const rows = await this.producer.database.query(`select from outbox where published_at is null`);
    return rows.length;
  }

  /** Publishes a message without the relay. */
  async publishText(id: string, text: string, type = 'MessageSent'): Promise<void> {
    const { js } = await this.jetstream();
    await js.publish(subjectOf('default', 'session', type, id), text);
  }

  /** Publishes a version without the relay, in any order. */
  publish(
    id: string,
    version: number,
    type = 'MessageSent',
    previous?: string,
    timeline?: string,
  ): Promise<void> {
    const envelope = {
      specversion: '1.0',
      id: newId(),
      source: '/rejoin/session-gateway',
      type: `rejoin.v1.${type}`,
      subject: id,
      time: '2026-01-31T09:00:00.000Z',
      datacontenttype: 'application/json',
      org: 'default',
      family: 'session',
      version,
      previous,
      timeline,
      data: { ...messageSent(id, version).data, ...conversationStarted(id).data },
    };
    return this.publishText(id, JSON.stringify(envelope), type);
  }

  /** Returns the state of a durable, or undefined if there is none. */
  async findDurable(name: string): Promise<ConsumerInfo | undefined> {
    const { manager } = await this.jetstream();
    return manager.consumers.info(streamOf('session-gateway'), name).catch(() => undefined);
  }

  async durable(name = 'routing--session'): Promise<ConsumerInfo> {
    const { manager } = await this.jetstream();
    return manager.consumers.info(streamOf('session-gateway'), name);
  }

  /** Returns JetStream with all rights. */
  jetstream() {
    const operator = (this.operator ??= this.bus('operator'));
    return eventually(() => operator.jetstream());
  }

  async stop(): Promise<void> {
    this.consumerProxy.restore();
    await this.nats.start();
    for (const stop of this.stops.reverse()) await stop();
    await this.nats.stop();
    await this.consumerDatabase.close();
    await this.consumerProxy.close();
    await this.producer.drop();
    await this.consumer.drop();
  }

  private readonly log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields) => {
      if ('alarm' in fields) this.alarms.push(fields as never);
    },
  };
}

async function writeDown(facts: readonly Delivered[], tx: Tx): Promise<void> {
  await tx.query(
    `insert into heard (aggregate_id, version, traceparent) select * from unnest($1::text[], $2::bigint[], $3::text[])`,
    [
      facts.map((fact) => fact.aggregateId),
      facts.map((fact) => fact.version),
      facts.map((fact) => fact.traceparent ?? null),
    ],
  );
}

/** Returns a fact of the session family with this `seq`. */
export function messageSent(conversationId: string, seq: number): Fact {
  const at = '2026-01-31T09:00:00.000Z';
  return {
    type: 'MessageSent',
    data: { conversationId, seq, sender: 'customer', agentId: null, bytes: 1, at },
  };
}

/** Returns a fact of the session family of another kind. */
export function conversationStarted(conversationId: string): FactOf<typeof session, 'ConversationStarted'> {
  const at = '2026-01-31T09:00:00.000Z';
  return {
    type: 'ConversationStarted',
    data: { conversationId, widgetId: 'w', workstreamId: 's', locale: 'en', signedIn: false, at },
  };
}

/** Returns the versions 1..n. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
