import { Client } from 'pg';

const connectWithinMs = 5_000;
const answerWithinMs = 30_000;

/** Runs SQL that changes nothing. */
export interface Reader {
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Opens a connection that can only read and on which every wait has a limit, and closes it after `work`. */
export async function reading<T>(url: string, work: (sql: Reader) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'rejoin-cli',
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      `set default_transaction_read_only = on; set statement_timeout = ${answerWithinMs}; set lock_timeout = ${connectWithinMs}`,
    );
    return await work({
      query: async <R>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as R[],
    });
  } finally {
    await client.end();
  }
}
