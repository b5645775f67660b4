import type { Sql } from '@rejoin/persistence';

/** Returns the version of Postgres, such as `15.4`. */
export async function serverVersion(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ version: string }>(`select current_setting('server_version') as version`);
  return row?.version.split(' ')[0] ?? '';
}

/** Returns the schema of the role's tables, or null when the role has none. */
export async function currentSchema(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ schema: string | null }>(`select current_schema() as schema`);
  return row?.schema ?? null;
}
