import type { Scope, ServiceAccountSettings } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { instantSql, type Sql, type Tx } from '@rejoin/persistence';
import type { Versioned } from '../domain/replacement';
import { anyCase } from './any-case';
import { pageClauses, type Listed } from './list-page';

/** The public part of a secret. */
export interface SavedSecret {
  readonly secretId: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface SavedServiceAccount extends Versioned<ServiceAccountSettings> {
  readonly id: string;
  readonly changedAt: Instant;
  /** The version from which tokens are valid. */
  readonly signInsFrom: number;
  /** The oldest first. */
  readonly secrets: readonly SavedSecret[];
}

/** The stored data that a client's credentials are compared with. */
export interface ServiceCredentials {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly secrets: readonly { readonly id: string; readonly hash: string; readonly expiresAt: Instant }[];
}

const columns = `id, version,
  jsonb_build_object('name', name, 'scopes', scopes, 'active', active) as value,
  changed_at as "changedAt", sign_ins_from as "signInsFrom",
  coalesce((select jsonb_agg(jsonb_build_object('secretId', s.id, 'hint', hint, 'createdAt', ${instantSql('created_at')},
      'expiresAt', ${instantSql('expires_at')}, 'lastUsedAt', ${instantSql('last_used_at')}) order by created_at, s.id)
    from service_secrets s where s.org = a.org and s.service_account_id = a.id), '[]') as secrets`;

export async function findServiceAccount(
  sql: Sql,
  org: string,
  id: string,
): Promise<SavedServiceAccount | undefined> {
  const [row] = await sql.query<SavedServiceAccount>(
    `select ${columns} from service_accounts a where org = $1 and id = $2`,
    [org, id],
  );
  return row;
}

/** Like {@link findServiceAccount}, but locks the row until the transaction ends. */
export async function lockServiceAccount(
  tx: Tx,
  org: string,
  id: string,
): Promise<SavedServiceAccount | undefined> {
  await tx.query(`select from service_accounts where org = $1 and id = $2 for update`, [org, id]);
  return findServiceAccount(tx, org, id);
}

/** Ids are in the order of their creation. */
const sorts = { createdAt: 'id', name: 'lower(name)', changedAt: 'changed_at' };

export function listServiceAccounts(sql: Sql, org: string, listed: Listed): Promise<SavedServiceAccount[]> {
  const { isAfter, inOrder } = pageClauses('service_accounts', sorts, listed);
  return sql.query<SavedServiceAccount>(
    `select ${columns} from service_accounts a
     where org = $1 and ${isAfter}
       and ($3::text is null or name ~ $3)
       and ($4::boolean is null or active = $4)
     order by ${inOrder} limit $5`,
    [org, listed.afterId, anyCase(listed.search), listed.active ?? null, listed.limit],
  );
}

/** Saves all of it except its secrets. */
export async function saveServiceAccountRow(
  tx: Tx,
  org: string,
  { id, version, value, changedAt, signInsFrom }: Omit<SavedServiceAccount, 'secrets'>,
): Promise<void> {
  await tx.query(
    `insert into service_accounts (org, id, version, name, scopes, active, sign_ins_from, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (org, id) do update set version = excluded.version, name = excluded.name,
       scopes = excluded.scopes, active = excluded.active, sign_ins_from = excluded.sign_ins_from,
       changed_at = excluded.changed_at`,
    [org, id, version, value.name, value.scopes, value.active, signInsFrom, changedAt],
  );
}

export async function insertSecret(
  tx: Tx,
  org: string,
  accountId: string,
  { secretId, hint, createdAt, expiresAt }: SavedSecret,
  hash: string,
): Promise<void> {
  await tx.query(
    `insert into service_secrets (org, service_account_id, id, secret_hash, hint, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [org, accountId, secretId, hash, hint, createdAt, expiresAt],
  );
}

export async function deleteSecret(tx: Tx, org: string, accountId: string, secretId: string): Promise<void> {
  await tx.query(`delete from service_secrets where org = $1 and service_account_id = $2 and id = $3`, [
    org,
    accountId,
    secretId,
  ]);
}

/** The credentials of an active service account, with the secrets that have not expired. */
export async function findServiceCredentials(
  sql: Sql,
  org: string,
  id: string,
): Promise<ServiceCredentials | undefined> {
  const [row] = await sql.query<ServiceCredentials>(
    `select id, version, name, scopes,
       coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'hash', secret_hash, 'expiresAt', ${instantSql('expires_at')}))
         from service_secrets s
         where s.org = a.org and s.service_account_id = a.id and expires_at > clock_timestamp()), '[]') as secrets
     from service_accounts a where org = $1 and id = $2 and active`,
    [org, id],
  );
  return row;
}

export async function noteSecretUse(
  sql: Sql,
  org: string,
  accountId: string,
  secretId: string,
): Promise<void> {
  await sql.query(
    `update service_secrets set last_used_at = date_trunc('milliseconds', clock_timestamp())
     where org = $1 and service_account_id = $2 and id = $3`,
    [org, accountId, secretId],
  );
}
