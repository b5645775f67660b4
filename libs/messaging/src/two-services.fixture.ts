import { session, type Fact } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { freshDatabase, startTestNats, type FreshDatabase, type TestNats } from '@rejoin/testing';
import type { FactHandler } from './applied-versions';
import { Bus } from './bus';
import type { Delivered } from './delivery';
import { FactConsumer, type ConsumerPace } from './fact-consumer';
import type { Log } from './log';
import { messagingTables } from './messaging.tables';
import { Outbox } from './outbox';
import { OutboxRelay, type RelayPace } from './outbox-relay';

/** Short times, so that a test sees in a second what takes minutes in service. */
const quickRelay: Partial<RelayPace> = { idleMs: 100, leaseMs: 600, verifyMs: 300 };
const quickConsumer: Partial<ConsumerPace> = { failures: 3, unreachableMs: 50, retryParkedMs: 150 };

const heardTable = {
  name: '001-heard',
  sql: `create table heard (
    seq bigint generated always as identity primary key, aggregate_id text, version bigint, traceparent text)`,
};

/**
 * A producer (session-gateway) and a consumer of its family (routing), each with a database of its own and the
 * rights of its own on one real NATS. The consumer writes down what it is given, in the order of its commits.
 */
export class TwoServices {
  readonly alarms: { family: string; id: string; version: number | null }[] = [];
  private readonly stops: (() => Promise<void>)[] = [];

  private constructor(
    readonly nats: TestNats,
    readonly producer: FreshDatabase,
    readonly consumer: FreshDatabase,
  ) {}

  static async start(): Promise<TwoServices> {
    return new TwoServices(
      await startTestNats(),
      await freshDatabase('session-gateway', [messagingTables]),
      await freshDatabase('routing', [messagingTables, heardTable]),
    );
  }

  /** One more replica of the producer. */
  produce(pace: Partial<RelayPace> = {}) {
    const bus = this.bus('session-gateway');
    const outbox = new Outbox();
    const parts = {
      database: this.producer.database,
      bus,
      service: 'session-gateway',
      log: this.log,
    } as const;
    const relay = new OutboxRelay(parts, outbox, { ...quickRelay, ...pace });
    this.stops.push(() => relay.stop());
    const append = (facts: readonly Fact[]) =>
      this.producer.database.transaction((tx) => outbox.append(tx, facts));
    return { bus, outbox, relay, append };
  }

  /** One more replica of the consumer; `handle` runs before the fact is written down. */
  consume(handle?: FactHandler, pace: Partial<ConsumerPace> = {}): FactConsumer {
    const parts = {
      database: this.consumer.database,
      bus: this.bus('routing'),
      service: 'routing',
      log: this.log,
    } as const;
    const both: FactHandler = async (facts, tx) => {
      await handle?.(facts, tx);
      await writeDown(facts, tx);
    };
    const consumer = new FactConsumer(parts, session, both, { ...quickConsumer, ...pace });
    this.stops.push(() => consumer.stop());
    return consumer;
  }

  bus(user: 'session-gateway' | 'routing' | 'operator'): Bus {
    const bus = new Bus({ url: user === 'operator' ? this.nats.url : this.nats.urlOf(user), name: user });
    this.stops.unshift(() => bus.close());
    return bus;
  }

  /** The versions that the consumer applied for one id, in the order of their commits. */
  async heard(id: string): Promise<number[]> {
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

  async stop(): Promise<void> {
    await this.nats.start();
    for (const stop of this.stops.reverse()) await stop();
    await this.nats.stop();
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

/** A fact of the session family, told apart by `seq`. */
export function messageSent(conversationId: string, seq: number): Fact {
  const at = '2026-01-31T09:00:00.000Z';
  return {
    type: 'MessageSent',
    data: { conversationId, seq, sender: 'customer', agentId: null, bytes: 1, at },
  };
}

/** The versions 1..n. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
