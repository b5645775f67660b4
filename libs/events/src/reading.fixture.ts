import { streamOf, subjectOf } from '@rejoin/contracts';
import { freshDatabase, startTestNats, type FreshDatabase, type TestNats } from '@rejoin/testing';
import { AckPolicy, connect, nanos, type NatsConnection } from 'nats';
import { Pool } from 'pg';
import type { Fact } from './fact';
import { FactReader, type FactReaderOptions } from './fact-reader';
import type { JetStream } from './jetstream';
import { PostgresStore, postgresTables, type PostgresClient } from './store/postgres-store';
import type { Gap } from './settle-fact';

const stream = streamOf('session-gateway');
const durable = 'crm';

/** A stream, a reader with the rights of an integrator's reader, and that reader's own Postgres. */
export class Reading {
  readonly gaps: Gap[] = [];
  readonly parked: Fact[] = [];
  readonly troubles: unknown[] = [];
  /** Facts whose effect fails, as `subject version`. */
  readonly poison = new Set<string>();
  private readonly readers: FactReader<PostgresClient>[] = [];

  private constructor(
    readonly nats: TestNats,
    readonly operator: NatsConnection,
    readonly connection: NatsConnection,
    private readonly database: FreshDatabase,
    readonly pool: Pool,
  ) {}

  static async start(): Promise<Reading> {
    const nats = await startTestNats({ readers: { [durable]: 'test' } });
    const servers = new URL(nats.url).host;
    const as = (user: string) => connect({ servers, user, pass: 'test', inboxPrefix: `_INBOX_${user}` });
    const database = await freshDatabase('config');
    const pool = new Pool({ connectionString: database.url, max: 8 });
    const effects = `create table effects (
      seq bigint generated always as identity primary key, subject text, version bigint)`;
    await pool.query(`${postgresTables} ${effects}`);
    const reading = new Reading(nats, await as('operator'), await as(durable), database, pool);
    await reading.makeStream();
    return reading;
  }

  async makeStream(max_ack_pending = 1_000): Promise<void> {
    const manager = await this.operator.jetstreamManager();
    await manager.streams.delete(stream).catch(() => undefined);
    await manager.streams.add({ name: stream, subjects: ['rejoin.v1.*.session.>'] });
    const ack_policy = AckPolicy.Explicit;
    const ack_wait = nanos(5_000);
    await manager.consumers.add(stream, {
      durable_name: durable,
      ack_policy,
      ack_wait,
      max_ack_pending,
    });
  }

  /** Starts one more process of the reader. */
  read(options: Partial<FactReaderOptions<PostgresClient>> = {}): FactReader<PostgresClient> {
    const reader = new FactReader<PostgresClient>({
      jetstream: this.jetstream,
      durable,
      streams: [stream],
      store: new PostgresStore(this.pool),
      apply: (fact, tx) => this.apply(fact, tx),
      onGap: (gap) => void this.gaps.push(gap),
      onParked: (fact) => void this.parked.push(fact),
      onTrouble: (error) => void this.troubles.push(error),
      patienceMs: 300,
      retryMs: 10,
      retryParkedMs: 200,
      ...options,
    });
    this.readers.push(reader);
    return reader;
  }

  get jetstream(): JetStream {
    return this.connection.jetstream();
  }

  async apply({ subject, version }: Fact, tx: PostgresClient): Promise<void> {
    await tx.query(`insert into effects (subject, version) values ($1, $2)`, [subject, version]);
    if (this.poison.has(`${subject} ${version}`)) throw new Error('the effect fails');
  }

  publish(subject: string, ...versions: number[]): Promise<void> {
    return this.publishIn(undefined, subject, ...versions);
  }

  async publishIn(timeline: string | undefined, subject: string, ...versions: number[]): Promise<void> {
    const js = this.operator.jetstream();
    const at = subjectOf('default', 'session', 'MessageSent', subject);
    for (const version of versions)
      await js.publish(
        at,
        JSON.stringify({
          type: 'rejoin.v1.MessageSent',
          family: 'session',
          subject,
          version,
          timeline,
          data: {},
        }),
      );
  }

  /** Takes the next messages as another process of this reader, and acknowledges them as `what` decides. */
  async take(count: number, what: (version: number) => 'ack' | 'nothing', expires = 5_000): Promise<number> {
    let taken = 0;
    const consumer = await this.connection.jetstream().consumers.get(stream, durable);
    for await (const message of await consumer.fetch({ max_messages: count, expires })) {
      taken++;
      if (what(message.json<Fact>().version) === 'ack') message.ack();
    }
    await this.connection.flush();
    return taken;
  }

  /** Removes every message of the stream. */
  async forgetAll(): Promise<void> {
    await (await this.operator.jetstreamManager()).streams.purge(stream);
  }

  /** A reader of another name. It counts and acknowledges the facts that are delivered to it. */
  async other(name: string): Promise<{ readAll(): Promise<number> }> {
    const manager = await this.operator.jetstreamManager();
    await manager.consumers.add(stream, { durable_name: name, ack_policy: AckPolicy.Explicit });
    const consumer = await this.operator.jetstream().consumers.get(stream, name);
    return {
      readAll: async () => {
        let read = 0;
        while ((await consumer.info()).num_pending > 0)
          for await (const message of await consumer.fetch({ max_messages: 500, expires: 1_000 })) {
            read++;
            message.ack();
          }
        return read;
      },
    };
  }

  async effects(subject: string): Promise<number[]> {
    const { rows } = await this.pool.query<{ version: string }>(
      `select version from effects where subject = $1 order by seq`,
      [subject],
    );
    return rows.map(({ version }) => Number(version));
  }

  async stop(): Promise<void> {
    for (const reader of this.readers) await reader.close();
    await this.connection.close();
    await this.operator.close();
    await this.nats.stop();
    await this.pool.end();
    await this.database.drop();
  }
}
