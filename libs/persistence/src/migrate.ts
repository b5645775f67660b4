import type { Database } from './database';

/** A step of a schema: applied once, in order, never changed after a release. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const tableLockWithin = '5s';

/**
 * Brings the schema (the connection's search_path) up to date, in one transaction under an advisory lock:
 * any number of replicas may start at once.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (tx) => {
    // Waiting for the migration of another replica is fine, and so is an index that takes a while to build. Waiting
    // for a table's lock is not: everybody who wants the table waits behind us meanwhile.
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
