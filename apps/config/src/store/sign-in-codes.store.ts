import { deleteExpired, type Sql, type Tx } from '@rejoin/persistence';

/** A sign-in with a provider that the page has not taken yet. */
export interface SignInCode {
  readonly accountId: string;
  /** The version of the account at the sign-in. Null: of a replica that does not store it. */
  readonly accountVersion: number | null;
  /** The hash of a text that only the page which began the sign-in has. */
  readonly challenge: string;
  /** Encrypted. Null: the provider has no page for signing out. */
  readonly signOutUrl: string | null;
}

/** Stores a code for some seconds. Each call also deletes some codes that have expired. */
export async function insertSignInCode(
  tx: Tx,
  codeHash: string,
  code: SignInCode,
  seconds: number,
): Promise<void> {
  await deleteExpired(tx, { table: 'sign_in_codes', column: 'until', limit: 20 });
  await tx.query(
    `insert into sign_in_codes (code_hash, account_id, account_version, challenge, sign_out_url, until)
     values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))`,
    [codeHash, code.accountId, code.accountVersion, code.challenge, code.signOutUrl, seconds],
  );
}

/** Uses a code up; undefined when it is unknown, used or expired. */
export async function takeSignInCode(sql: Sql, codeHash: string): Promise<SignInCode | undefined> {
  const [code] = await sql.query<SignInCode>(
    `delete from sign_in_codes where code_hash = $1 and until > clock_timestamp()
     returning account_id as "accountId", account_version as "accountVersion", challenge, sign_out_url as "signOutUrl"`,
    [codeHash],
  );
  return code;
}
