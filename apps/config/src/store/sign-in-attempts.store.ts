import type { Sql, Tx } from '@rejoin/persistence';
import type { AttemptLimit } from '../domain/attempt-limits';

const periodSeconds = 300;

/**
 * Counts an attempt against all limits before it is made, so that attempts at the same moment cannot share
 * one look at the count. Returns whether all of them allow it. Keys are hashes: what somebody typed into the
 * login's field is nowhere to be read.
 */
export async function countAttempt(tx: Tx, limits: readonly AttemptLimit[]): Promise<boolean> {
  const counted = await tx.query<{ key: string; failures: number }>(
    `insert into sign_in_attempts as a (key, failures, since)
     select key, 1, clock_timestamp() from unnest($1::text[]) as key order by key
     on conflict (key) do update set
       failures = case when a.since < excluded.since - make_interval(secs => $2) then 1 else a.failures + 1 end,
       since = case when a.since < excluded.since - make_interval(secs => $2) then excluded.since else a.since end
     returning key, failures`,
    [limits.map(({ key }) => key), periodSeconds],
  );
  const failures = new Map(counted.map((row) => [row.key, row.failures]));
  await forgetOldAttempts(tx);
  return limits.every(({ key, max }) => (failures.get(key) ?? 0) <= max);
}

/** Takes back what {@link countAttempt} counted for an attempt that was right: only failures count. */
export async function forgiveAttempt(sql: Sql, limits: readonly AttemptLimit[]): Promise<void> {
  await sql.query(
    `update sign_in_attempts set failures = failures - 1 where key in (
       select key from sign_in_attempts where key = any($1::text[]) and failures > 0 order by key for update)`,
    [limits.map(({ key }) => key)],
  );
}

async function forgetOldAttempts(tx: Tx): Promise<void> {
  await tx.query(
    `delete from sign_in_attempts where key in (
       select key from sign_in_attempts where since < clock_timestamp() - make_interval(secs => $1)
       order by since limit 20 for update skip locked)`,
    [periodSeconds],
  );
}
