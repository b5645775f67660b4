import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Client, type ClientConfig, type Pool, type PoolClient, type QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import { endsConnection, NoConnection } from './sql-errors';

export interface DatabaseOptions {
  url: string;
  /** Connections of this process; further work waits. */
  poolSize?: number;
  applicationName: string;
  /** After a failover by DNS or a balancer, connections to the old server end by themselves. */
  maxAgeSeconds?: number;
  /** Told of every error that ends a connection, or prevents one. */
  onTrouble?: (error: unknown) => void;
}

/** How long a statement waits for a lock that somebody else holds: longer than Postgres takes to find a deadlock (1 s). */
export const lockTimeoutMs = 1_500;
const statementTimeoutMs = 30_000;
/** Postgres gives up first, unless it is frozen or its network is silent. */
const answerWithinMs = statementTimeoutMs + 5_000;
const migrateWithinMs = 600_000;
const maxAgeSeconds = 300;

/**
 * What our statements rely on, whatever the server, the database or the role has set. It is sent as a statement, since
 * poolers (PgBouncer in session mode) refuse most parameters at the start of a connection.
 *
 * A process that freezes inside a transaction keeps its locks until Postgres ends the session: for no longer than the
 * lease after which a gateway is taken for dead. Every statement is planned once for each connection, perhaps while its
 * tables are empty, and not anew for the values that it gets: hence no sequential scans where there is an index, and
 * statements whose plan has no choice. What is acknowledged has reached the disk.
 */
const sessionSettings = Object.entries({
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
  statement_timeout: `${statementTimeoutMs}ms`,
  lock_timeout: `${lockTimeoutMs}ms`,
  idle_in_transaction_session_timeout: '5s',
  jit: 'off',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
})
  .map(([name, value]) => `set ${name} = '${value}'`)
  .join(';');

/** How often statements were sent, and how often somebody waited for the answers. For metrics and tests. */
export interface SqlCounts {
  statements: number;
  roundTrips: number;
}

/** The connections of this process now, and how many pieces of work wait because all are busy. */
export interface PoolLoad {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** What the pool makes and lends. */
type Lent = PoolClient & Pick<SteadyClient, 'gather'>;

/** One connection, lent to one piece of work at a time. Statements that are sent without waiting travel together. */
export class Connection {
  private unanswered = 0;

  constructor(
    private readonly client: Lent,
    private readonly counts: SqlCounts,
  ) {}

  async run(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    this.counts.statements++;
    if (this.unanswered++ === 0) this.counts.roundTrips++;
    this.client.gather();
    try {
      const prepared = values.length > 0 && { name: nameOf(text), query_timeout: answerWithinMs };
      // Only what has values is prepared: a migration is several statements in one, and may take its time.
      return await this.client.query({
        text,
        values: [...values],
        query_timeout: migrateWithinMs,
        ...prepared,
      });
    } finally {
      this.unanswered--;
    }
  }

  /** Gives it back to the pool; after some errors it is closed instead. */
  release(error?: unknown): void {
    this.client.release(error !== undefined && endsConnection(error));
  }
}

/** The pool of a service's connections. TypeORM makes it; statements go through `pg` itself, prepared and pipelined. */
export class Connections {
  readonly counts: SqlCounts = { statements: 0, roundTrips: 0 };
  /** Grows when the server turned out to be gone: what was connected before is not used again. */
  private generation = 0;
  private readonly generations = new WeakMap<PoolClient, number>();

  private constructor(
    private readonly source: DataSource,
    private readonly pool: Pool,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  static async open(options: DatabaseOptions): Promise<Connections> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      poolSize: options.poolSize ?? 12,
      connectTimeoutMS: 5_000,
      extra: {
        Client: SteadyClient,
        pipeline: true,
        keepAlive: true,
        keepAliveInitialDelayMillis: 5_000,
        maxLifetimeSeconds: options.maxAgeSeconds ?? maxAgeSeconds,
        onConnect: (client: Client) => client.query(sessionSettings),
      },
      // A broken idle connection is replaced by the pool; the next statement reports what matters.
      poolErrorHandler: () => undefined,
    });
    const onTrouble = options.onTrouble ?? (() => undefined);
    await source.initialize().catch(notConnected(onTrouble));
    const { master } = source.driver as unknown as { master: Pool };
    return new Connections(source, master, onTrouble);
  }

  get load(): PoolLoad {
    const { totalCount, idleCount: idle, waitingCount, options } = this.pool;
    // The pool serves them in the next turn of the event loop as far as it has, or may make, connections.
    const served = idle + options.max - totalCount;
    return { busy: totalCount - idle, idle, waiting: Math.max(0, waitingCount - served) };
  }

  /** Lends a connection to `work`. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = new Connection(await this.fresh(), this.counts);
    try {
      const result = await work(connection);
      connection.release();
      return result;
    } catch (error) {
      // One that became read-only stands for all that were made before it.
      if (endsConnection(error)) {
        this.generation++;
        this.onTrouble(error);
      }
      connection.release(error);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.source.destroy();
  }

  private async fresh(): Promise<Lent> {
    for (;;) {
      const client = (await this.pool.connect().catch(notConnected(this.onTrouble))) as Lent;
      const generation = this.generations.get(client) ?? this.generation;
      this.generations.set(client, generation);
      if (generation === this.generation) return client;
      client.release(true);
    }
  }
}

function notConnected(onTrouble: (error: unknown) => void) {
  return (cause: unknown): never => {
    const error = new NoConnection(cause);
    onTrouble(error);
    throw error;
  };
}

/** The pool hears the errors of idle clients only; one that nobody hears would end the process. */
class SteadyClient extends Client {
  private isGathering = false;

  constructor(config: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** What is sent within this turn of the event loop leaves in one write. */
  gather(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }
}

const names = new Map<string, string>();
const mostNames = 2_000;

/** The name under which a text is prepared: once for each connection. Undefined when there are too many texts. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
  names.set(text, name);
  return name;
}
