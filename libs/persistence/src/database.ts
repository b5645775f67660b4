import type { QueryResult } from 'pg';
import { types } from 'pg';
import {
  Connections,
  type Connection,
  type DatabaseOptions,
  type PoolLoad,
  type SqlCounts,
} from './connections';
import { migrate, type Migration } from './migrate';
import { isConflict, isConsequence } from './sql-errors';

// One representation of time and of counts everywhere: ISO instants with milliseconds, plain numbers.
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
types.setTypeParser(types.builtins.INT8, Number);

export type Row = Record<string, unknown>;

/** A place to run SQL: the rows come back typed as the caller says the statement returns them. */
export interface Sql {
  query<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/**
 * A running transaction. What it did is visible to nobody before it commits. Statements are sent in the order of the
 * calls; those that are not waited for travel together, in one round trip.
 */
export interface Tx extends Sql {
  /** Sends a statement whose rows nobody needs: it travels with the next one, or with the commit. */
  write(text: string, values?: readonly unknown[]): void;
  /** Registers what is to happen once this transaction has committed; forgotten when it rolls back. */
  afterCommit(effect: () => void): void;
}

/**
 * One service's Postgres: a pool, and transactions. A statement ends after 30 s, a wait for a lock after 1.5 s, a
 * transaction that sits idle after 5 s, so that a frozen process does not hold locks for ever.
 */
export class Database implements Sql {
  private constructor(private readonly connections: Connections) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    return new Database(await Connections.open(options));
  }

  /** Statements and round trips of this process so far. */
  get counts(): Readonly<SqlCounts> {
    return this.connections.counts;
  }

  get pool(): PoolLoad {
    return this.connections.load;
  }

  query<R = Row>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.connections.use((connection) => rows<R>(connection.run(text, values)));
  }

  /**
   * Runs statements on one connection, each committed by itself. Those that `work` does not wait for travel together,
   * in one round trip, and each sees what was committed before it began; one that fails leaves the others alone, one that
   * waits holds up those behind it.
   */
  together<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.connections.use(async (connection) => {
      const sent: Promise<QueryResult>[] = [];
      try {
        return await work({
          query: (text, values) => {
            const answer = connection.run(text, values);
            sent.push(answer);
            return rows(answer);
          },
        });
      } finally {
        await Promise.allSettled(sent);
      }
    });
  }

  /**
   * Runs `work` in one transaction (read committed). It is retried up to three times when Postgres chose it as
   * the victim of a deadlock, so `work` must have no effect but its SQL.
   */
  async transaction<T>(work: (tx: Tx) => T | Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.connections.use((connection) => attemptOnce(connection, work));
      } catch (error) {
        if (attempt >= 3 || !isConflict(error)) throw error;
      }
    }
  }

  migrate(migrations: readonly Migration[]): Promise<void> {
    return migrate(this, migrations);
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}

async function attemptOnce<T>(connection: Connection, work: (tx: Tx) => T | Promise<T>): Promise<T> {
  const effects: (() => void)[] = [];
  const sent: Promise<QueryResult>[] = [];
  let firstError: unknown;
  let over = false;
  const send = (text: string, values?: readonly unknown[]): Promise<QueryResult> => {
    const answer = connection.run(text, values);
    answer.catch((error: unknown) => (firstError ??= error));
    sent.push(answer);
    return answer;
  };
  try {
    void send('begin');
    const tx: Tx = {
      query: (text, values) =>
        over ? Promise.reject(new Error('this transaction is over')) : rows(send(text, values)),
      write: (text, values) => {
        if (over) throw new Error('this transaction is over');
        void send(text, values);
      },
      afterCommit: (effect) => void effects.push(effect),
    };
    const result = await work(tx);
    over = true;
    // Behind an error Postgres answers a commit with ROLLBACK, and no error.
    const [{ command }] = await Promise.all([send('commit'), ...sent]);
    if (command !== 'COMMIT') throw new Error('the transaction had failed, and was rolled back');
    for (const effect of effects) effect();
    return result;
  } catch (error) {
    over = true;
    // The first error is the one that explains; a rollback on a lost connection only adds noise.
    await connection.run('rollback').catch(() => undefined);
    throw isConsequence(error) ? (firstError ?? error) : error;
  }
}

async function rows<R>(answer: Promise<QueryResult>): Promise<R[]> {
  const result = await answer;
  // Several statements in one text give several results; the last one counts.
  return (Array.isArray(result) ? (result as QueryResult[]).at(-1)?.rows : result.rows) as R[];
}
