import type { Sql, Tx } from '@rejoin/persistence';
import type { SealedRow } from '../domain/sealed-row';

/** An account's second factor. Sign-ins need it only after a code has confirmed it. */
export interface StoredFactor {
  /** The encrypted secret of the authenticator app. */
  readonly sealed: string;
  readonly isConfirmed: boolean;
  readonly recoveryCodesLeft: number;
}

export async function findFactor(
  sql: Sql,
  org: string,
  accountId: string,
): Promise<StoredFactor | undefined> {
  const [row] = await sql.query<StoredFactor>(
    `select sealed, confirmed as "isConfirmed",
       (select count(*)::int from recovery_codes c
        where c.org = f.org and c.account_id = f.account_id and c.used_at is null) as "recoveryCodesLeft"
     from second_factors f where org = $1 and account_id = $2`,
    [org, accountId],
  );
  return row;
}

/** Stores a secret that must still be confirmed. False when a confirmed one exists. */
export async function startFactor(
  sql: Sql,
  org: string,
  accountId: string,
  sealed: string,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into second_factors as f (org, account_id, sealed) values ($1, $2, $3)
     on conflict (org, account_id) do update set sealed = excluded.sealed where not f.confirmed returning 1`,
    [org, accountId, sealed],
  );
  return rows.length > 0;
}

/**
 * Turns on the factor of a secret, with the period of a code. False when the secret was replaced, or is on already.
 */
export async function confirmFactor(
  tx: Tx,
  { org, accountId, sealed, period }: { org: string; accountId: string; sealed: string; period: number },
  codeHashes: readonly string[],
): Promise<boolean> {
  const rows = await tx.query(
    `update second_factors set confirmed = true, last_period = $4
     where org = $1 and account_id = $2 and sealed = $3 and not confirmed returning 1`,
    [org, accountId, sealed, period],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into recovery_codes (org, account_id, code_hash) select $1, $2, unnest($3::text[])`,
    [org, accountId, codeHashes],
  );
  return true;
}

/**
 * Uses up the codes of a period and of all earlier ones. False when they were used. Of two concurrent calls, one
 * returns true.
 */
export async function usePeriod(sql: Sql, org: string, accountId: string, period: number): Promise<boolean> {
  const rows = await sql.query(
    `update second_factors set last_period = $3
     where org = $1 and account_id = $2 and last_period < $3 returning 1`,
    [org, accountId, period],
  );
  return rows.length > 0;
}

/** Uses up a recovery code. False when the account does not have it, or it was used. */
export async function useRecoveryCode(
  sql: Sql,
  org: string,
  accountId: string,
  codeHash: string,
): Promise<boolean> {
  const rows = await sql.query(
    `update recovery_codes set used_at = clock_timestamp()
     where org = $1 and account_id = $2 and code_hash = $3 and used_at is null returning 1`,
    [org, accountId, codeHash],
  );
  return rows.length > 0;
}

/** Deletes the factor and its recovery codes. False when there was no confirmed one. */
export async function removeFactor(tx: Tx, org: string, accountId: string): Promise<boolean> {
  await tx.query(`delete from recovery_codes where org = $1 and account_id = $2`, [org, accountId]);
  const rows = await tx.query(
    `delete from second_factors where org = $1 and account_id = $2 returning confirmed`,
    [org, accountId],
  );
  return rows.some((row) => (row as { confirmed: boolean }).confirmed);
}

/** The encrypted secrets in the order of their accounts, after the account `[org, id]`. */
export function sealedFactors(sql: Sql, after: readonly string[] | null, most: number): Promise<SealedRow[]> {
  const [org = '', accountId = ''] = after ?? [];
  return sql.query<SealedRow>(
    `select array[org, account_id] as id, account_id as owner, sealed from second_factors
     where (org, account_id) > ($1, $2) order by org, account_id limit $3`,
    [org, accountId, most],
  );
}

/** Replaces an encrypted secret, unless it was replaced by another one since it was read. */
export async function replaceSealedFactor(sql: Sql, { id, sealed }: SealedRow, by: string): Promise<void> {
  await sql.query(
    `update second_factors set sealed = $4 where org = $1 and account_id = $2 and sealed = $3`,
    [...id, sealed, by],
  );
}
