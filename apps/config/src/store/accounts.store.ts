import { loginKey, type AccountSettings, type Role } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import type { TakenIdentities } from '../domain/account';
import type { Versioned } from '../domain/replacement';
import { anyCase } from './any-case';
import { pageClauses, type Listed } from './list-page';

/** An account in its row. Only {@link findCredentials} reads the hash of its password. */
export interface SavedAccount extends Versioned<AccountSettings> {
  readonly id: string;
  readonly hasPassword: boolean;
  /** Whether a sign-in needs a code in addition to the password. */
  readonly hasSecondFactor: boolean;
  readonly changedAt: Instant;
  /** The version from which sign-ins are valid. Sign-ins of earlier versions were ended. */
  readonly signInsFrom: number;
}

export interface Credentials {
  readonly id: string;
  readonly version: number;
  readonly settings: AccountSettings;
  readonly passwordHash: string | null;
}

const settings = `jsonb_build_object('login', login, 'displayName', display_name, 'roles', roles,
  'agentId', agent_id, 'active', active,
  'external', case when iss is null then null else jsonb_build_object('iss', iss, 'sub', sub) end)`;
const columns = `id, version, ${settings} as value, password_hash is not null as "hasPassword",
  exists (select from second_factors f where f.org = accounts.org and f.account_id = accounts.id and f.confirmed)
    as "hasSecondFactor",
  changed_at as "changedAt", sign_ins_from as "signInsFrom"`;

/** Returns the account with this id. It is also used under {@link lockAccounts}, which locks all accounts. */
export async function findAccount(sql: Sql, org: string, id: string): Promise<SavedAccount | undefined> {
  const [row] = await sql.query<SavedAccount>(`select ${columns} from accounts where org = $1 and id = $2`, [
    org,
    id,
  ]);
  return row;
}

/** The account of an identity at an identity provider. */
export async function findByIdentity(
  sql: Sql,
  org: string,
  iss: string,
  sub: string,
): Promise<SavedAccount | undefined> {
  const [row] = await sql.query<SavedAccount>(
    `select ${columns} from accounts where org = $1 and iss = $2 and sub = $3`,
    [org, iss, sub],
  );
  return row;
}

/** The account with this login, unless it belongs to an identity already. */
export async function findUnlinkedAccount(
  sql: Sql,
  org: string,
  login: string,
): Promise<SavedAccount | undefined> {
  const [row] = await sql.query<SavedAccount>(
    `select ${columns} from accounts where org = $1 and login_key = $2 and iss is null`,
    [org, loginKey(login)],
  );
  return row;
}

const sorts = { displayName: 'lower(display_name)', login: 'lower(login)', changedAt: 'changed_at' };

/** Like `listSettings`, but the search finds logins too. */
export function listAccounts(
  sql: Sql,
  org: string,
  { role, ...listed }: Listed & { readonly role: Role | undefined },
): Promise<SavedAccount[]> {
  const { isAfter, inOrder } = pageClauses('accounts', sorts, listed);
  return sql.query<SavedAccount>(
    `select ${columns} from accounts
     where org = $1 and ${isAfter}
       and ($3::text is null or display_name ~ $3 or login ~ $3)
       and ($4::boolean is null or active = $4)
       and ($5::text is null or $5 = any(roles))
     order by ${inOrder} limit $6`,
    [org, listed.afterId, anyCase(listed.search), listed.active ?? null, role ?? null, listed.limit],
  );
}

export async function findCredentials(
  sql: Sql,
  org: string,
  login: string,
): Promise<Credentials | undefined> {
  const [row] = await sql.query<Credentials>(
    `select id, version, ${settings} as settings, password_hash as "passwordHash"
     from accounts where org = $1 and login_key = $2`,
    [org, loginKey(login)],
  );
  return row;
}

/** What the rules need to know of the other accounts, and of the agent, to check the settings of account `id`. */
export async function surroundings(
  sql: Sql,
  org: string,
  id: string,
  { login, agentId, external }: AccountSettings,
): Promise<{ taken: TakenIdentities; agentExists: boolean; otherAdministrators: number }> {
  const [row] = await sql.query<TakenIdentities & { agentExists: boolean; otherAdministrators: number }>(
    `select
       coalesce(bool_or(login_key = $3), false) as login,
       coalesce(bool_or(agent_id = $4), false) as "agentId",
       coalesce(bool_or(iss = $5 and sub = $6), false) as external,
       count(*) filter (where active and 'administrator' = any(roles)) as "otherAdministrators",
       exists (select from agents where org = $1 and id = $4) as "agentExists"
     from accounts where org = $1 and id <> $2`,
    [org, id, loginKey(login), agentId, external?.iss ?? null, external?.sub ?? null],
  );
  if (!row) throw new Error('an aggregate gave no row');
  const { agentExists, otherAdministrators, ...taken } = row;
  return { taken, agentExists, otherAdministrators };
}

/** Inserts the account; false when the id is already in use. */
export async function insertAccount(
  tx: Tx,
  org: string,
  account: Omit<SavedAccount, 'hasPassword' | 'hasSecondFactor' | 'signInsFrom'>,
  passwordHash: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into accounts (org, id, version, changed_at, login, login_key, display_name, roles, agent_id,
       active, iss, sub, password_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (org, id) do nothing returning id`,
    [org, account.id, account.version, account.changedAt, ...settingsValues(account.value), passwordHash],
  );
  return rows.length > 0;
}

export async function updateAccount(tx: Tx, org: string, account: SavedAccount): Promise<void> {
  await tx.query(
    `update accounts set version = $3, changed_at = $4, login = $5, login_key = $6, display_name = $7,
       roles = $8, agent_id = $9, active = $10, iss = $11, sub = $12, sign_ins_from = $13
     where org = $1 and id = $2`,
    [
      org,
      account.id,
      account.version,
      account.changedAt,
      ...settingsValues(account.value),
      account.signInsFrom,
    ],
  );
}

export async function updatePassword(
  tx: Tx,
  org: string,
  account: SavedAccount,
  passwordHash: string,
): Promise<void> {
  await tx.query(
    `update accounts set version = $3, changed_at = $4, password_hash = $5, sign_ins_from = $6
     where org = $1 and id = $2`,
    [org, account.id, account.version, account.changedAt, passwordHash, account.signInsFrom],
  );
}

export async function hasAdministrator(sql: Sql, org: string): Promise<boolean> {
  const rows = await sql.query(
    `select from accounts where org = $1 and active and 'administrator' = any(roles) limit 1`,
    [org],
  );
  return rows.length > 0;
}

function settingsValues({ login, displayName, roles, agentId, active, external }: AccountSettings) {
  const identity = [external?.iss ?? null, external?.sub ?? null];
  return [login, loginKey(login), displayName, roles, agentId, active, ...identity];
}
