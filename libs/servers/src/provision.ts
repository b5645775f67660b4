import type { ServiceName } from '@rejoin/contracts';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { serviceNames } from './nats-rights';

export type PerService<T> = Readonly<Record<ServiceName, T>>;

/**
 * Gives every service a schema and a role of its own in one database, and nobody anything in `public`. What is
 * there already is kept; passwords are set anew. Returns the DATABASE_URL of each service.
 *
 * `adminUrl` is of somebody who may create databases and roles. The database it names is used, or `rejoin` is
 * made when it names none or `postgres`.
 */
export async function provision(
  adminUrl: string,
  passwords: PerService<string>,
  database = databaseOf(adminUrl),
): Promise<PerService<string>> {
  await withClient(await existing(adminUrl), async (admin) => {
    // Two provisions at once would trip over each other.
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

/** Makes a value for each service. */
export function perService<T>(make: (service: ServiceName) => T): PerService<T> {
  return Object.fromEntries(serviceNames.map((service) => [service, make(service)])) as Record<
    ServiceName,
    T
  >;
}

/** The address with another database, or another user and password, in it. */
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

/** Roles belong to the whole server: with the database's name in theirs, two systems share one peacefully. */
function roleOf(database: string, service: ServiceName): string {
  return `${database}_${schemaOf(service)}`;
}

/** The database that a system gets on the server that `url` names. */
export function databaseOf(url: string): string {
  const named = decodeURIComponent(new URL(url).pathname.slice(1));
  return named === '' || named === 'postgres' ? 'rejoin' : named;
}

/** The database that is named may be one that is still to be made. */
async function existing(adminUrl: string): Promise<string> {
  try {
    await withClient(adminUrl, () => Promise.resolve());
    return adminUrl;
  } catch (error) {
    if ((error as { code?: unknown }).code !== '3D000') throw error;
    return urlOf(adminUrl, { database: 'postgres' });
  }
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
  await admin.query(`alter role ${role} login password ${escapeLiteral(password)}`);
  // Only who is a member of a role may give it a schema, unless they are superuser.
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
