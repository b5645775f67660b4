import type { Sql, Tx } from '@rejoin/persistence';

/** Stores a token that can be used once, within a time. A known token stays unchanged, used or not. */
export async function addSetupToken(sql: Sql, tokenHash: string, validSeconds: number): Promise<void> {
  await sql.query(
    `insert into setup_tokens (token_hash, expires_at)
     values ($1, clock_timestamp() + make_interval(secs => $2)) on conflict do nothing`,
    [tokenHash, validSeconds],
  );
}

/** Stores the tokens that never expire, and deletes the other ones of this kind unless they were used. */
export async function replaceLastingTokens(tx: Tx, tokenHashes: readonly string[]): Promise<void> {
  await tx.query(
    `delete from setup_tokens where expires_at is null and used_at is null and token_hash <> all ($1::text[])`,
    [tokenHashes],
  );
  await tx.query(`insert into setup_tokens (token_hash) select unnest($1::text[]) on conflict do nothing`, [
    tokenHashes,
  ]);
}

const usable = `token_hash = $1 and used_at is null and (expires_at is null or expires_at > clock_timestamp())`;

export async function isUsableSetupToken(sql: Sql, tokenHash: string): Promise<boolean> {
  return (await sql.query(`select from setup_tokens where ${usable}`, [tokenHash])).length > 0;
}

/** Uses the token up; false when it is unknown, used or expired. The caller holds the lock of the accounts. */
export async function useSetupToken(tx: Tx, tokenHash: string): Promise<boolean> {
  const used = await tx.query(
    `update setup_tokens set used_at = clock_timestamp() where ${usable} returning token_hash`,
    [tokenHash],
  );
  return used.length > 0;
}
