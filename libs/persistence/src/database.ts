import { inSpan } from '@rejoin/tracing';
import type { QueryResult } from 'pg';
import { types } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Connection, SqlCounts } from './connection';
import { Connections, type DatabaseOptions, type PoolLoad } from './connections';
import { managerOver } from './entity-manager';
import { Migrations } from './migrations';
import { endsConnection, isConflict, isConsequence } from './sql-errors';

// All times are ISO instants with milliseconds, and all counts are numbers.
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
types.setTypeParser(types.builtins.INT8, Number);

export type Row = Record<string, unknown>;

/** Runs SQL. The caller names the type of the returned rows. */
export interface Sql {
  query<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Reads and writes the rows of the schema's entities. */
export interface Orm {
  /** TypeORM's manager. In a transaction its statements belong to the transaction, and must be waited for: they are sent later. */
  readonly manager: EntityManager;
}

/**
 * A running transaction. Statements are sent in the order of the calls; those that the caller does not wait for share a
 * round trip.
 */
export interface Tx extends Sql, Orm {
  /** Sends a statement whose rows are not needed, together with the next one or with the commit. */
  write(text: string, values?: readonly unknown[]): void;
  /** Registers an effect that runs after the commit. It does not run after a rollback. */
  afterCommit(effect: () => void): void;
}

export interface AnswerLimit {
  /** The time in which Postgres must answer each statement; usually 35 s, which is more than its own limit. */
  readonly answerWithinMs?: number;
}

/**
 * The Postgres database of a service: a pool and transactions. A statement is limited to 30 s, a wait for a lock to 1.5 s,
 * and an idle transaction to 5 s, so that a frozen process does not keep locks.
 */
export class Database implements Sql, Orm {
  readonly manager: EntityManager;
  readonly migrations: Migrations;

  private constructor(private readonly connections: Connections) {
    const { source } = connections;
    this.manager = managerOver(source, (text, values) =>
      connections.use((connection) => connection.run(text, values)),
    );
    this.migrations = new Migrations(this, source);
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    return new Database(await Connections.open(options));
  }

  /** The number of statements and round trips of this process. */
  get counts(): Readonly<SqlCounts> {
    return this.connections.counts;
  }

  get pool(): PoolLoad {
    return this.connections.load;
  }

  /** Names the data: another one after a restore from a backup and after a failover. Undefined when Postgres does not tell. */
  get identity(): string | undefined {
    return this.connections.identity;
  }

  query<R = Row>(
    text: string,
    values: readonly unknown[] = [],
    { answerWithinMs }: AnswerLimit = {},
  ): Promise<R[]> {
    return this.connections.use((connection) => rows<R>(connection.run(text, values)), answerWithinMs);
  }

  /**
   * Runs statements on one connection, each in its own transaction. Statements that `work` does not wait for share a round
   * trip. A failed statement does not affect the others; a statement that waits for a lock delays those behind it.
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
   * Runs `work` in one transaction (read committed). It is tried up to three times when Postgres aborts it because of a
   * deadlock or a conflict, so `work` must have no effect but its SQL. A connection on which a statement has no answer
   * within `answerWithinMs` is closed.
   */
  transaction<T>(work: (tx: Tx) => T | Promise<T>, limit: AnswerLimit = {}): Promise<T> {
    return inSpan({ name: 'transaction' }, () => this.untilCommitted(work, limit));
  }

  private async untilCommitted<T>(
    work: (tx: Tx) => T | Promise<T>,
    { answerWithinMs }: AnswerLimit,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.connections.use(
          (connection) => attemptOnce(connection, this.connections.source, work),
          answerWithinMs,
        );
      } catch (error) {
        if (attempt >= 3 || !isConflict(error)) throw error;
      }
    }
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}

async function attemptOnce<T>(
  connection: Connection,
  source: DataSource,
  work: (tx: Tx) => T | Promise<T>,
): Promise<T> {
  const tx = new RunningTransaction(connection, source);
  try {
    const result = await work(tx);
    await tx.commit();
    return result;
  } catch (error) {
    throw await tx.rollback(error);
  }
}

class RunningTransaction implements Tx {
  private readonly effects: (() => void)[] = [];
  private readonly sent: Promise<QueryResult>[] = [];
  private orm: EntityManager | undefined;
  private firstError: unknown;
  private isOver = false;

  constructor(
    private readonly connection: Connection,
    private readonly source: DataSource,
  ) {
    void this.send('begin');
  }

  get manager(): EntityManager {
    return (this.orm ??= managerOver(this.source, (text, values) => this.run(text, values)));
  }

  query<R>(text: string, values?: readonly unknown[]): Promise<R[]> {
    return rows<R>(this.run(text, values));
  }

  write(text: string, values?: readonly unknown[]): void {
    if (this.isOver) throw overError();
    void this.send(text, values);
  }

  afterCommit(effect: () => void): void {
    this.effects.push(effect);
  }

  async commit(): Promise<void> {
    this.isOver = true;
    // After an error, Postgres answers a commit with ROLLBACK and no error.
    const [{ command }] = await Promise.all([this.send('commit'), ...this.sent]);
    if (command !== 'COMMIT') throw new Error('the transaction had failed, and was rolled back');
    for (const effect of this.effects) effect();
  }

  /** Returns the cause of `error`, which is the first one. */
  async rollback(error: unknown): Promise<unknown> {
    this.isOver = true;
    const cause = isConsequence(error) ? (this.firstError ?? error) : error;
    // A connection that is closed rolls back by itself. A silent one would let the caller wait for a rollback, too.
    if (!endsConnection(cause)) await this.connection.run('rollback').catch(() => undefined);
    return cause;
  }

  private run(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    return this.isOver ? Promise.reject(overError()) : this.send(text, values);
  }

  private send(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    const answer = this.connection.run(text, values);
    answer.catch((error: unknown) => (this.firstError ??= error));
    this.sent.push(answer);
    return answer;
  }
}

function overError(): Error {
  return new Error('this transaction is over');
}

async function rows<R>(answer: Promise<QueryResult>): Promise<R[]> {
  const result = await answer;
  // A text with several statements has several results, of which the last one is returned.
  return (Array.isArray(result) ? (result as QueryResult[]).at(-1)?.rows : result.rows) as R[];
}
