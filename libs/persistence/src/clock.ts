import type { Instant } from '@rejoin/kernel';
import type { Sql } from './database';

/**
 * The database's clock, cut to milliseconds. Inside a transaction, read it after the row locks are held and in
 * a statement of its own: `now()` is the transaction's start, and a value computed in the locking statement can
 * be older than the wait for the lock.
 */
export async function databaseClock(sql: Sql): Promise<Instant> {
  const [row] = await sql.query<{ now: Instant }>(
    `select date_trunc('milliseconds', clock_timestamp()) as now`,
  );
  if (!row) throw new Error('Postgres gave no time');
  return row.now;
}
