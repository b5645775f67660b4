import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { PasswordInTurn, type SecretValues } from '@rejoin/kernel';
import {
  Client,
  type ClientConfig,
  type Pool,
  type PoolClient,
  type QueryConfig,
  type QueryResult,
} from 'pg';
import { AbstractLogger, DataSource } from 'typeorm';
import { DatabasePlace } from './database-place';
import { migrationsTableName } from './migrations';
import type { Schema } from './schema';
import { endsConnection, isWrongPassword, NoConnection } from './sql-errors';

export interface DatabaseOptions {
  url: string;
  /** Replaces the password of the URL. Each new connection uses the values of that moment. */
  password?: SecretValues | undefined;
  /** The most connections of this process. Further work waits for a free one. */
  poolSize?: number;
  applicationName: string;
  /** The entities and migrations that this process knows; none by default. */
  schema?: Schema;
  /** The longest life of a connection, so that connections to an old server end after a failover. */
  maxAgeSeconds?: number;
  /** Called with every error that ends or prevents a connection. */
  onTrouble?: (error: unknown) => void;
  /** Called when the database was replaced by an older state of it. No statement is run any more: end the process. */
  onOtherDatabase?: () => void;
}

/** How long a statement waits for a lock. It is longer than Postgres takes to detect a deadlock (1 s). */
const lockTimeoutMs = 1_500;
const statementTimeoutMs = 30_000;
/** The client's limit, which is reached only if Postgres is frozen or its network is silent. */
const answerWithinMs = statementTimeoutMs + 5_000;
const migrateWithinMs = 600_000;
const maxAgeSeconds = 300;

/**
 * The settings that the statements rely on, whatever the server, the database or the role has set. They are sent as a
 * statement, because poolers (PgBouncer in session mode) refuse most parameters at the start of a connection.
 *
 * When a process freezes inside a transaction, Postgres ends its session before the lease of a gateway expires, which
 * releases its locks. Every statement is planned once for each connection, perhaps while its tables are empty, so
 * sequential scans are off and the plans do not depend on values. Commits are acknowledged after they reach the disk.
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

/** The number of transactions begun, statements sent and round trips waited for. Used by metrics and tests. */
export interface SqlCounts {
  transactions: number;
  statements: number;
  roundTrips: number;
}

/** The connections of this process now, and the number of callers that wait for one. */
export interface PoolLoad {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** The load of a pool. In the next turn of the event loop, the pool serves as many callers as it has idle or may open. */
export function poolLoad({
  totalCount,
  idleCount: idle,
  waitingCount,
  options: { max },
}: Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'> & { options: { max: number } }): PoolLoad {
  const served = idle + max - totalCount;
  return { busy: totalCount - idle, idle, waiting: Math.max(0, waitingCount - served) };
}

/** A client of the pool. */
type PooledClient = PoolClient & Pick<ErrorTolerantClient, 'corkWrites'>;

/** A connection that one caller uses at a time. Statements that are sent without waiting share a round trip. */
export class Connection {
  private unanswered = 0;

  constructor(
    private readonly client: PooledClient,
    private readonly counts: SqlCounts,
  ) {}

  async run(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    this.counts.statements++;
    if (text === 'begin') this.counts.transactions++;
    if (this.unanswered++ === 0) this.counts.roundTrips++;
    this.client.corkWrites();
    // Only statements with values are prepared, because a migration has several statements in one text and may take long.
    const isPrepared = values.length > 0;
    const statement = { text, values: [...values], ...(isPrepared && { name: nameOf(text) }) };
    try {
      return await this.answerTo(statement, isPrepared ? answerWithinMs : migrateWithinMs);
    } catch (error) {
      // The stack leads to the caller instead of the socket.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      this.unanswered--;
    }
  }

  /** The client's own promise and time limit keep every statement in memory until a full collection: see ADR 77. */
  private answerTo(statement: QueryConfig, withinMs: number): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('Query read timeout'));
      }, withinMs);
      this.client.query(statement, (error: Error | null, result) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  /** Returns the connection to the pool. After errors of the connection it is closed instead. */
  release(error?: unknown): void {
    this.client.release(error !== undefined && endsConnection(error));
  }
}

/** The connection pool of a service. TypeORM creates it; all statements are sent through {@link Connection.run}. */
export class Connections {
  readonly counts: SqlCounts = { transactions: 0, statements: 0, roundTrips: 0 };
  /** Incremented when the server is gone. Connections of an older generation are not used again. */
  private generation = 0;
  private readonly generations = new WeakMap<PoolClient, number>();

  private constructor(
    readonly source: DataSource,
    private readonly pool: Pool,
    private readonly place: DatabasePlace,
    private readonly password: PasswordInTurn | undefined,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  static async open(options: DatabaseOptions): Promise<Connections> {
    const place = new DatabasePlace(options.onOtherDatabase ?? (() => undefined));
    const password = options.password && new PasswordInTurn(options.password);
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      entities: [...(options.schema?.entities ?? [])],
      migrations: [...(options.schema?.migrations ?? [])],
      migrationsTableName,
      installExtensions: false,
      logger: new SilentLogger(),
      poolSize: options.poolSize ?? 12,
      connectTimeoutMS: 5_000,
      extra: {
        Client: ErrorTolerantClient,
        passwordInTurn: password,
        pipeline: true,
        keepAlive: true,
        keepAliveInitialDelayMillis: 5_000,
        maxLifetimeSeconds: options.maxAgeSeconds ?? maxAgeSeconds,
        onConnect: async (client: Client) => {
          await client.query(sessionSettings);
          await place.check(client);
        },
      },
      // The pool replaces a broken idle connection, and the next statement reports a lasting error.
      poolErrorHandler: () => undefined,
    });
    const onTrouble = options.onTrouble ?? (() => undefined);
    await retryPassword(password, () => source.initialize()).catch(notConnected(onTrouble));
    const { master } = source.driver as unknown as { master: Pool };
    return new Connections(source, master, place, password, onTrouble);
  }

  get load(): PoolLoad {
    return poolLoad(this.pool);
  }

  /** See {@link DatabasePlace.identity}. */
  get identity(): string | undefined {
    return this.place.identity;
  }

  /** Runs `work` with a connection of the pool. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = new Connection(await this.acquire(), this.counts);
    try {
      const result = await work(connection);
      connection.release();
      return result;
    } catch (error) {
      // When one connection is read-only or gone, all connections that were opened before it are replaced.
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

  private async acquire(): Promise<PooledClient> {
    for (;;) {
      const client = (await retryPassword(this.password, () => this.pool.connect()).catch(
        notConnected(this.onTrouble),
      )) as PooledClient;
      const generation = this.generations.get(client) ?? this.generation;
      this.generations.set(client, generation);
      if (generation === this.generation) return client;
      client.release(true);
    }
  }
}

/** Connects again when Postgres refused a password and there is another one. */
async function retryPassword<T>(password: PasswordInTurn | undefined, connect: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      if (!password || attempt >= password.count || !isWrongPassword(error)) throw error;
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

/** TypeORM prints failed migrations in any case. They are thrown too, and the service logs what it catches. */
class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {
    return;
  }
}

/** Handles errors that the pool does not: it listens to idle clients only, and an unhandled error would end the process. */
class ErrorTolerantClient extends Client {
  private isCorked = false;

  constructor(config: ClientConfig & { passwordInTurn?: PasswordInTurn | undefined }) {
    super(config);
    this.on('error', () => undefined);
    if (config.passwordInTurn) this.take(config.passwordInTurn);
  }

  /** Sends all statements of this turn of the event loop in one write. */
  corkWrites(): void {
    if (this.isCorked) return;
    this.isCorked = true;
    const { stream } = this.inner.connection;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork();
    });
  }

  /** Signs in with the password that it is the turn of. Only this client knows which one Postgres has refused. */
  private take(passwords: PasswordInTurn): void {
    let used: string | undefined;
    const next = () => (used = passwords.next());
    this.inner.password = next;
    this.inner.connection.on('errorMessage', (error) => {
      if (isWrongPassword(error)) passwords.refused(used);
    });
  }

  /** What the types of `pg` do not show. */
  private get inner(): InnerClient {
    return this as unknown as InnerClient;
  }
}

interface InnerClient {
  password: () => string;
  readonly connection: {
    readonly stream: Duplex;
    on(event: 'errorMessage', listener: (error: unknown) => void): void;
  };
}

const names = new Map<string, string>();
const maxNames = 2_000;

/** Returns the name under which a text is prepared on each connection. Undefined when there are too many texts. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxNames) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
  names.set(text, name);
  return name;
}
