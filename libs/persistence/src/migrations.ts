import { MigrationExecutor, type DataSource, type EntityManager, type Migration as Executed } from 'typeorm';
import type { Database, Tx } from './database';
import type { Migration } from './schema';

const tableLockWithin = '5s';
/**
 * For a statement of a migration, or the wait for the migration of another replica. An attempt that is given up would be rolled
 * back and begun anew, for ever. TCP finds out when the server is gone.
 */
const answerWithinMs = 12 * 3_600_000;
/** TypeORM's table of applied migrations. `migrations`, its usual name, is the table of the releases before. */
export const migrationsTableName = 'schema_migrations';

/** A migration of this release, and whether the schema has it. */
export interface MigrationState {
  readonly name: string;
  readonly isApplied: boolean;
}

/**
 * The migrations of a schema (the connection's search_path). Each call is one transaction under an advisory lock, so that
 * several replicas can start at the same time.
 */
export class Migrations {
  constructor(
    private readonly database: Database,
    private readonly source: DataSource,
  ) {}

  /** Applies the missing migrations, all or none, and returns their names. */
  run(): Promise<string[]> {
    return this.locked(async (executor) =>
      (await executor.executePendingMigrations()).map(({ name }) => name),
    );
  }

  /** Reverts the migration that was applied last, and returns its name; null when none is applied. */
  revert(): Promise<string | null> {
    return this.locked(async (executor) => {
      const [last] = await executor.getExecutedMigrations();
      await executor.undoLastMigration();
      return last?.name ?? null;
    });
  }

  show(): Promise<MigrationState[]> {
    return this.locked(async (executor) => {
      const pending = new Set((await executor.getPendingMigrations()).map(({ name }) => name));
      return executor.getMigrations().map(({ name }) => ({ name, isApplied: !pending.has(name) }));
    });
  }

  private locked<T>(work: (executor: SchemaExecutor) => Promise<T>): Promise<T> {
    const inTransaction = async (tx: Tx): Promise<T> => {
      // The migration of another replica and the build of an index may take long. A wait for a table's lock may not, because
      // all other statements on the table wait behind it.
      await tx.query(`set local lock_timeout = 0; set local statement_timeout = 0`);
      await tx.query(
        `select pg_advisory_xact_lock(hashtextextended('rejoin:migrate:' || current_schema(), 0))`,
      );
      await tx.query(`set local lock_timeout = '${tableLockWithin}'`);
      const executor = new SchemaExecutor(this.source, tx.manager);
      await executor.takeOver(tx);
      const result = await work(executor);
      await executor.writeFormerNames(tx);
      return result;
    };
    return this.database.transaction(inTransaction, { answerWithinMs });
  }
}

/**
 * TypeORM's executor, and the table `migrations` of the releases before. That table stays, with the names that those releases
 * know, so that a process of them can start beside this release and after it.
 */
class SchemaExecutor extends MigrationExecutor {
  constructor(source: DataSource, manager: EntityManager) {
    super(source, manager.queryRunner);
  }

  override getMigrations(): Executed[] {
    return super.getMigrations();
  }

  /** Enters the migrations that a release before has applied. */
  async takeOver(tx: Tx): Promise<void> {
    await tx.query(
      `create table if not exists migrations (name text primary key, applied_at timestamptz not null default now());
       create table if not exists ${migrationsTableName} (
         id serial primary key, "timestamp" bigint not null, name varchar not null unique)`,
    );
    const rows = await tx.query<{ name: string }>(`select name from migrations`);
    const applied = new Set(rows.map(({ name }) => name));
    for (const migration of await this.getPendingMigrations())
      if (applied.has(formerNameOf(migration) ?? '')) await this.insertMigration(migration);
  }

  async writeFormerNames(tx: Tx): Promise<void> {
    const executed = new Set((await this.getExecutedMigrations()).map(({ name }) => name));
    const named = this.getMigrations().flatMap((migration) => {
      const formerName = formerNameOf(migration);
      return formerName === undefined ? [] : [{ formerName, isApplied: executed.has(migration.name) }];
    });
    const names = (isApplied: boolean) =>
      named.flatMap((one) => (one.isApplied === isApplied ? one.formerName : []));
    await tx.query(`delete from migrations where name = any($1::text[])`, [names(false)]);
    await tx.query(`insert into migrations (name) select unnest($1::text[]) on conflict do nothing`, [
      names(true),
    ]);
  }
}

const formerNameOf = ({ instance }: Executed): string | undefined =>
  (instance as Migration | undefined)?.formerName;
