import type { ServiceName } from '@rejoin/contracts';
import { tooOld } from '@rejoin/kernel';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { serviceNames } from './nats-rights';
import { scramVerifier } from './scram-verifier';

export type PerService<T> = Readonly<Record<ServiceName, T>>;

/**
 * Creates a schema and a role for each service in one database, and revokes all rights on `public`. Existing schemas and
 * roles are kept; passwords are set again. Returns the DATABASE_URL of each service.
 *
 * The user of `adminUrl` must be able to create databases and roles. The database of the URL is used, or `rejoin` if the URL
 * names none or `postgres`.
 */
export async function provision(
  adminUrl: string,
  passwords: PerService<string>,
  database = databaseOf(adminUrl),
): Promise<PerService<string>> {
  await withClient(await existing(adminUrl), async (admin) => {
    await assertNewEnough(admin);
    // The lock lets one provisioning run at a time.
    await admin.query(`select pg_advisory_lock(hashtext('rejoin:provision'))`);
    await ensureDatabase(admin, database);
    await withClient(urlOf(adminUrl, { database }), async (owner) => {
      await owner.query(`revoke all on schema public from public`);
      await owner.query(`revoke all on database ${escapeIdentifier(database)} from public`);
      for (const service of serviceNames) await ensureService(owner, service, passwords[service], database);
    });
  });
  return perService((service) =>
    urlOf(adminUrl, { database, user: roleOf(database, service), password: passwords[service] }),
  );
}

/** Returns a value for each service. */
export function perService<T>(make: (service: ServiceName) => T): PerService<T> {
  return Object.fromEntries(serviceNames.map((service) => [service, make(service)])) as Record<
    ServiceName,
    T
  >;
}

/** Returns the URL with another database, user or password. */
export function urlOf(url: string, change: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${change.database}`;
  if (change.user !== undefined) changed.username = change.user;
  if (change.password !== undefined) changed.password = encodeURIComponent(change.password);
  return changed.href;
}

function schemaOf(service: ServiceName): string {
  return service.replaceAll('-', '_');
}

/** Returns the name of a role. Roles belong to the whole server, so the name contains that of the database. */
export function roleOf(database: string, service: ServiceName): string {
  return `${database}_${schemaOf(service)}`;
}

/** Returns the database of a system on the server of `url`. */
export function databaseOf(url: string): string {
  const named = decodeURIComponent(new URL(url).pathname.slice(1));
  return named === '' || named === 'postgres' ? 'rejoin' : named;
}

/** Returns a URL of an existing database, because the named one may not be created yet. */
async function existing(adminUrl: string): Promise<string> {
  try {
    await withClient(adminUrl, () => Promise.resolve());
    return adminUrl;
  } catch (error) {
    if ((error as { code?: unknown }).code !== '3D000') throw error;
    return urlOf(adminUrl, { database: 'postgres' });
  }
}

async function assertNewEnough(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ server_version: string }>('show server_version');
  const wrong = tooOld('postgres', rows[0]?.server_version.split(' ')[0] ?? '');
  if (wrong) throw new Error(`${wrong.what}. ${wrong.remedy}`);
}

async function ensureDatabase(admin: Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0) await admin.query(`create database ${escapeIdentifier(database)}`);
}

async function ensureService(admin: Client, service: ServiceName, password: string, database: string) {
  const name = roleOf(database, service);
  const role = escapeIdentifier(name);
  const schema = escapeIdentifier(schemaOf(service));
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) await admin.query(`create role ${role} login`);
  await admin.query(`alter role ${role} login password ${escapeLiteral(scramVerifier(password))}`);
  // Only a member of a role, or a superuser, can create a schema for it.
  await admin.query(`grant ${role} to current_user`);
  await admin.query(`create schema if not exists ${schema} authorization ${role}`);
  await admin.query(`grant connect on database ${escapeIdentifier(database)} to ${role}`);
  await admin.query(
    `alter role ${role} in database ${escapeIdentifier(database)} set search_path = ${schema}`,
  );
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
