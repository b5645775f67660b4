import { refuse, type Refused } from '@rejoin/kernel';
import { deleteExpired, type Sql, type Tx } from '@rejoin/persistence';
import type { AttemptLimit } from '../domain/attempt-limits';

/** After this time all failures of every limit have expired, and the row can be deleted. */
const oldAttempts = { table: 'failed_sign_ins', column: 'at', keptForSeconds: 900, limit: 20 };

/**
 * Counts an attempt against all limits before it is made, so that concurrent attempts cannot all pass on the same
 * count. Returns null when all limits allow it. Otherwise nothing is counted, and `too-many` says when all of them
 * allow the next attempt. No time has passed since an attempt in the future, before the database's clock went back.
 */
export async function countAttempt(tx: Tx, limits: readonly AttemptLimit[]): Promise<Refused | null> {
  const rows = await tx.query<{ key: string; level: number }>(
    `insert into failed_sign_ins as f (key, level, at)
     select key, 1, clock_timestamp() from unnest($1::text[], $2::float8[]) as l (key, seconds_each) order by key
     on conflict (key) do update set
       level = greatest(0, f.level - greatest(0, extract(epoch from excluded.at - f.at))
         / (select seconds_each from unnest($1::text[], $2::float8[]) as l (key, seconds_each) where l.key = f.key)) + 1,
       at = excluded.at
     returning key, level`,
    [limits.map(({ key }) => key), limits.map(({ secondsEach }) => secondsEach)],
  );
  const levels = new Map(rows.map(({ key, level }) => [key, level]));
  const waits = limits.flatMap(({ key, max, secondsEach }) => {
    const above = (levels.get(key) ?? 0) - max;
    return above > 0 ? [Math.ceil(above * secondsEach)] : [];
  });
  await deleteExpired(tx, oldAttempts);
  if (waits.length === 0) return null;
  await forgiveAttempt(tx, limits);
  return { ...refuse('too-many'), retryAfterSeconds: Math.max(1, ...waits) };
}

/** Takes back what {@link countAttempt} counted, for an attempt that was right or was never checked. */
export async function forgiveAttempt(sql: Sql, limits: readonly AttemptLimit[]): Promise<void> {
  await sql.query(
    `update failed_sign_ins set level = greatest(0, level - 1) where key in (
       select key from failed_sign_ins where key = any($1::text[]) order by key for update)`,
    [limits.map(({ key }) => key)],
  );
}
