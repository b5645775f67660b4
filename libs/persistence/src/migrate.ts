import type { Database } from './database';

/** A step of a schema. It is applied once, in order, and never changed after a release. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const tableLockWithin = '5s';

/**
 * Applies the missing migrations to the schema (the connection's search_path), in one transaction under an advisory lock, so
 * that several replicas can start at the same time.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (tx) => {
    // The migration of another replica and the build of an index may take long. A wait for a table's lock may not, because
    // all other statements on the table wait behind it.
    await tx.query(`set local lock_timeout = 0; set local statement_timeout = 0`);
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended('rejoin:migrate:' || current_schema(), 0))`,
    );
    await tx.query(`set local lock_timeout = '${tableLockWithin}'`);
    await tx.query(
      `create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`,
    );
    const applied = new Set(
      (await tx.query<{ name: string }>(`select name from migrations`)).map(({ name }) => name),
    );
    for (const { name, sql } of migrations.filter((migration) => !applied.has(migration.name))) {
      await tx.query(sql);
      await tx.query(`insert into migrations (name) values ($1)`, [name]);
    }
  });
}
