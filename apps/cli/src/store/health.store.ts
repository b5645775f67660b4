import { schemas, type Schema } from './audit/watermarks';
import type { Reader } from './reading';

export interface ServerState {
  readonly version: string;
  readonly isReadOnly: boolean;
  readonly fsync: string;
  readonly connections: number;
  readonly maxConnections: number;
}

export async function readServer(sql: Reader): Promise<ServerState> {
  const [row] = await sql.query<ServerState>(`
    select current_setting('server_version') as version, pg_is_in_recovery() as "isReadOnly",
      current_setting('fsync') as fsync,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "maxConnections"`);
  return row!;
}

/** Returns the database's clock in ms. */
export async function readClock(sql: Reader): Promise<number> {
  const [row] = await sql.query<{ ms: string }>(
    `select (extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return Number(row?.ms);
}

/**
 * Returns the applied migrations of each schema that has tables. Release 0.1.0 records them elsewhere: then there are none,
 * until a service of this release has started.
 */
export async function readMigrations(sql: Reader): Promise<ReadonlyMap<Schema, readonly string[]>> {
  const present = await sql.query<{ schema: Schema; isOld: boolean }>(
    `select table_schema as schema, not bool_or(table_name = 'schema_migrations') as "isOld"
     from information_schema.tables
     where table_name in ('migrations', 'schema_migrations') and table_schema = any($1) group by 1`,
    [schemas],
  );
  const found = new Map<Schema, readonly string[]>();
  for (const { schema, isOld } of present) {
    const rows = isOld
      ? []
      : await sql.query<{ name: string }>(`select name from ${schema}.schema_migrations order by name`);
    found.set(
      schema,
      rows.map(({ name }) => name),
    );
  }
  return found;
}

/** Returns indexes that an interrupted build has left, which Postgres does not use. */
export async function readInvalidIndexes(sql: Reader): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where not i.indisvalid and n.nspname = any($1)
       and not exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid)`,
    [schemas],
  );
  return rows.map(({ name }) => name);
}

export interface RoleState {
  readonly schema: Schema;
  readonly role: string;
  readonly canLogIn: boolean;
  /** It is a superuser, or may create roles or databases. */
  readonly isPowerful: boolean;
  readonly hasSearchPath: boolean;
  /** Schemas of other services that the role may use. */
  readonly foreign: readonly string[];
}

/** Returns the owner of each schema, which is the role of its service. */
export function readRoles(sql: Reader): Promise<RoleState[]> {
  return sql.query<RoleState>(
    `select n.nspname as schema, r.rolname as role, r.rolcanlogin as "canLogIn",
       r.rolsuper or r.rolcreaterole or r.rolcreatedb as "isPowerful",
       exists (select from pg_db_role_setting s where s.setrole = r.oid
         and (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
         and s.setconfig::text like '%search_path=' || n.nspname || '%') as "hasSearchPath",
       array(select o.nspname::text from pg_namespace o where o.nspname = any($1) and o.oid <> n.oid
         and has_schema_privilege(r.oid, o.oid, 'usage') order by 1) as foreign
     from pg_namespace n join pg_roles r on r.oid = n.nspowner where n.nspname = any($1) order by 1`,
    [schemas],
  );
}

export interface Backlog {
  readonly schema: Schema;
  readonly unpublished: number;
  readonly oldestSeconds: number;
  readonly parked: number;
}

/** Returns the facts of each schema that wait for NATS, and those that are parked. */
export async function readBacklog(sql: Reader, present: readonly Schema[]): Promise<Backlog[]> {
  if (present.length === 0) return [];
  return sql.query<Backlog>(
    present
      .map(
        (schema) => `select '${schema}' as schema,
          (select count(*)::int from ${schema}.outbox where published_at is null) as unpublished,
          (select coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)::int
           from ${schema}.outbox where published_at is null) as "oldestSeconds",
          (select count(*)::int from ${schema}.parked_facts) as parked`,
      )
      .join(' union all '),
  );
}
