import { refuse, type Refused } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import type { AttemptLimit } from '../domain/attempt-limits';

const periodSeconds = 300;

/**
 * Counts an attempt against all limits before it is made, so that attempts at the same moment cannot share
 * one look at the count. Null when all of them allow it; `too-many` says after how long the last of them will.
 * Keys are hashes: what somebody typed into the login's field is nowhere to be read.
 */
export async function countAttempt(tx: Tx, limits: readonly AttemptLimit[]): Promise<Refused | null> {
  const counted = await tx.query<{ key: string; failures: number; secondsLeft: number }>(
    `insert into sign_in_attempts as a (key, failures, since)
     select key, 1, clock_timestamp() from unnest($1::text[]) as key order by key
     on conflict (key) do update set
       failures = case when a.since < excluded.since - make_interval(secs => $2) then 1 else a.failures + 1 end,
       since = case when a.since < excluded.since - make_interval(secs => $2) then excluded.since else a.since end
     returning key, failures,
       ceil($2 - extract(epoch from clock_timestamp() - since))::int as "secondsLeft"`,
    [limits.map(({ key }) => key), periodSeconds],
  );
  await forgetOldAttempts(tx);
  const most = new Map(limits.map(({ key, max }) => [key, max]));
  const waits = counted
    .filter(({ key, failures }) => failures > (most.get(key) ?? 0))
    .map(({ secondsLeft }) => secondsLeft);
  return waits.length === 0 ? null : { ...refuse('too-many'), retryAfterSeconds: Math.max(1, ...waits) };
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
