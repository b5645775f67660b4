import { types } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Migration } from './migrate';
import { migrate } from './migrate';

// One representation of time and of counts everywhere: ISO instants with milliseconds, plain numbers.
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
types.setTypeParser(types.builtins.INT8, Number);

export type Row = Record<string, unknown>;

/** A place to run SQL: the rows come back typed as the caller says the statement returns them. */
export interface Sql {
  query<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A running transaction. What it did is visible to nobody before it commits. */
export interface Tx extends Sql {
  /** Registers what is to happen once this transaction has committed; forgotten when it rolls back. */
  afterCommit(effect: () => void): void;
}

export interface DatabaseOptions {
  url: string;
  /** Connections of this process; further work waits. */
  poolSize?: number;
  applicationName: string;
}

/**
 * One service's Postgres: a pool, and transactions. Statements give up after 30 s, a transaction that sits
 * idle after 60 s, so that a frozen process does not hold locks for ever.
 */
export class Database implements Sql {
  private constructor(private readonly source: DataSource) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      poolSize: options.poolSize ?? 12,
      connectTimeoutMS: 5_000,
      extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000, keepAlive: true },
      // A broken idle connection is replaced by the pool; the next statement reports what matters.
      poolErrorHandler: () => undefined,
    });
    return new Database(await source.initialize());
  }

  query<R = Row>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.withRunner((runner) => run<R>(runner, text, values));
  }

  /**
   * Runs `work` in one transaction (read committed). It is retried up to three times when Postgres chose it as
   * the victim of a deadlock, so `work` must have no effect but its SQL.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.withRunner((runner) => attemptOnce(runner, work));
      } catch (error) {
        if (attempt >= 3 || !isDeadlock(error)) throw error;
      }
    }
  }

  migrate(migrations: readonly Migration[]): Promise<void> {
    return migrate(this, migrations);
  }

  close(): Promise<void> {
    return this.source.destroy();
  }

  private async withRunner<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }
}

async function attemptOnce<T>(runner: QueryRunner, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Read committed is Postgres's default; naming it would cost every transaction a round trip.
  await runner.startTransaction();
  const effects: (() => void)[] = [];
  let over = false;
  try {
    const tx: Tx = {
      query: (text, values = []) =>
        over ? Promise.reject(new Error('this transaction is over')) : run(runner, text, values),
      afterCommit: (effect) => void effects.push(effect),
    };
    const result = await work(tx);
    await runner.commitTransaction();
    for (const effect of effects) effect();
    return result;
  } catch (error) {
    // The first error is the one that explains; a rollback on a lost connection only adds noise.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    over = true;
  }
}

async function run<R>(runner: QueryRunner, text: string, values: readonly unknown[]): Promise<R[]> {
  const result = await runner.query(text, [...values], true);
  return result.records as R[];
}

function isDeadlock(error: unknown): boolean {
  return sqlState(error) === '40P01' || sqlState(error) === '40001';
}

/** The SQLSTATE of a database error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const code =
    (error as { code?: unknown } | null)?.code ??
    (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return typeof code === 'string' ? code : undefined;
}

const unreachable = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|08|57P0|53300|57014|25P03)/;
// "already released": TypeORM lets go of a connection that breaks between two statements of a transaction.
const unreachableText =
  /Connection terminated|Query runner already released|timeout exceeded when trying to connect|connection timeout|not queryable|Driver not Connected|Client has encountered a connection error/i;

/** Whether the error says that Postgres is gone or going, rather than that the statement is wrong. */
export function isUnreachable(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined && unreachable.test(code)) return true;
  return error instanceof Error && unreachableText.test(error.message);
}
