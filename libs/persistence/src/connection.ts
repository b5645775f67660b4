import { createHash } from 'node:crypto';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { ErrorTolerantClient } from './error-tolerant-client';
import { statementTimeoutMs } from './session-settings';
import { endsConnection } from './sql-errors';

/** The client's limit, which is reached only if Postgres is frozen or its network is silent. */
const answerWithinMs = statementTimeoutMs + 5_000;

/** The number of transactions begun, statements sent and round trips waited for. Used by metrics and tests. */
export interface SqlCounts {
  transactions: number;
  statements: number;
  roundTrips: number;
}

/** A client of the pool. */
export type PooledClient = PoolClient & Pick<ErrorTolerantClient, 'corkWrites'>;

/** A connection that one caller uses at a time. Statements that are sent without waiting share a round trip. */
export class Connection {
  private unanswered = 0;

  constructor(
    private readonly client: PooledClient,
    private readonly counts: SqlCounts,
    private readonly withinMs = answerWithinMs,
  ) {}

  async run(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    this.counts.statements++;
    if (text === 'begin') this.counts.transactions++;
    if (this.unanswered++ === 0) this.counts.roundTrips++;
    this.client.corkWrites();
    // Only statements with values are prepared, because a migration has several statements in one text.
    const statement = { text, values: [...values], ...(values.length > 0 && { name: nameOf(text) }) };
    try {
      return await this.answerTo(statement);
    } catch (error) {
      // The stack leads to the caller instead of the socket.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      this.unanswered--;
    }
  }

  /** The client's own promise and time limit keep every statement in memory until a full collection: see ADR 77. */
  private answerTo(statement: QueryConfig): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('Query read timeout'));
      }, this.withinMs);
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
