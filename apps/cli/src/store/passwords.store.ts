import { defaultOrganisation } from '@rejoin/contracts';
import type { Reader } from './reading';

export interface PasswordState {
  readonly passwords: boolean;
  /** The active administrators who can sign in with an identity provider. */
  readonly administrators: number;
}

/** Reads whether people can sign in with a password. `lock` keeps others from changing accounts until the commit. */
export async function readPasswords(sql: Reader, lock: '' | 'for update' = ''): Promise<PasswordState> {
  const [row] = await sql.query<{ passwords: boolean }>(
    `select passwords from config.organisations where id = $1 ${lock}`,
    [defaultOrganisation],
  );
  const [counted] = await sql.query<{ administrators: number }>(
    `select count(*)::int as administrators from config.accounts
     where org = $1 and active and 'administrator' = any(roles) and iss is not null`,
    [defaultOrganisation],
  );
  return { passwords: row?.passwords ?? true, administrators: counted?.administrators ?? 0 };
}

/** Turns passwords on or off, and records it in the audit log. */
export async function switchPasswords(sql: Reader, on: boolean): Promise<void> {
  const [row] = await sql.query<{ version: string; changedAt: string }>(
    `update config.organisations set passwords = $1, version = version + 1,
       changed_at = date_trunc('milliseconds', clock_timestamp())
     where id = $2 returning version, changed_at as "changedAt"`,
    [on, defaultOrganisation],
  );
  await sql.query(
    `insert into config.audit_log (org, at, actor, what, thing_id, action, version)
     values ($4, $1, 'system', 'organisation', $4, $2, $3)`,
    [row?.changedAt, on ? 'passwords-on' : 'passwords-off', row?.version, defaultOrganisation],
  );
}
