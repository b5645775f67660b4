import { Client } from 'pg';

const connectWithinMs = 5_000;
const answerWithinMs = 30_000;

/** Runs SQL. On a connection of {@link reading} it can change nothing. */
export interface Reader {
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Opens a connection that can only read and on which every wait has a limit, and closes it after `work`. */
export function reading<T>(url: string, work: (sql: Reader) => Promise<T>): Promise<T> {
  return connected(url, 'on', work);
}

/** Opens a connection in the same way, and runs `work` in a transaction. */
export function changing<T>(url: string, work: (sql: Reader) => Promise<T>): Promise<T> {
  return connected(url, 'off', async (sql) => {
    await sql.query('begin');
    const outcome = await work(sql);
    await sql.query('commit');
    return outcome;
  });
}

async function connected<T>(
  url: string,
  readOnly: 'on' | 'off',
  work: (sql: Reader) => Promise<T>,
): Promise<T> {
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
      `set default_transaction_read_only = ${readOnly}; set statement_timeout = ${answerWithinMs}; set lock_timeout = ${connectWithinMs}`,
    );
    return await work({
      query: async <R>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as R[],
    });
  } finally {
    await client.end();
  }
}
