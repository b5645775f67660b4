import type { Sql } from './database';

export interface ExpiringRows {
  readonly table: string;
  /** The column with the time at which a row expires. */
  readonly column: string;
  /** Rows are kept for this long after that time. */
  readonly keptForSeconds?: number;
  /** The most rows that one call deletes. */
  readonly limit: number;
}

/**
 * Deletes rows that have expired, those that expired first. Rows that somebody has locked are left for the next call.
 * Returns how many were deleted.
 */
export async function deleteExpired(
  sql: Sql,
  { table, column, keptForSeconds = 0, limit }: ExpiringRows,
): Promise<number> {
  const deleted = await sql.query(
    `delete from ${table} where ctid = any(array(
       select ctid from ${table} where ${column} < clock_timestamp() - make_interval(secs => $1)
       order by ${column} limit $2 for update skip locked)) returning 1`,
    [keptForSeconds, limit],
  );
  return deleted.length;
}
