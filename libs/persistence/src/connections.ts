import { PasswordInTurn, type SecretValues } from '@rejoin/kernel';
import type { Client, Pool, PoolClient } from 'pg';
import { AbstractLogger, DataSource } from 'typeorm';
import { Connection, type PooledClient, type SqlCounts } from './connection';
import { DatabasePlace } from './database-place';
import { ErrorTolerantClient } from './error-tolerant-client';
import { migrationsTableName } from './migrations';
import type { Schema } from './schema';
import { sessionSettings } from './session-settings';
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

const maxAgeSeconds = 300;
/** Longer than the longest pause between two runs of a job, so that the jobs of an idle service open no connections. */
const idleTimeoutMs = 60_000;

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
        idleTimeoutMillis: idleTimeoutMs,
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

  /** Runs `work` with a connection of the pool. Each statement must be answered within `withinMs`; usually 35 s. */
  async use<T>(work: (connection: Connection) => Promise<T>, withinMs?: number): Promise<T> {
    const connection = new Connection(await this.acquire(), this.counts, withinMs);
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
