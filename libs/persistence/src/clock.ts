import type { Instant } from '@rejoin/kernel';
import type { Sql } from './database';

/**
 * Returns the time of the database's clock, cut to a whole millisecond. Inside a transaction, read it after the row locks
 * are held, in a separate statement: `now()` is the start of the transaction, and a value from the locking statement can
 * be older than the wait for the lock.
 */
export async function databaseClock(sql: Sql): Promise<Instant> {
  const [row] = await sql.query<{ now: Instant }>(
    `select date_trunc('milliseconds', clock_timestamp()) as now`,
  );
  if (!row) throw new Error('Postgres gave no time');
  return row.now;
}
