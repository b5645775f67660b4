import type { Migration, QueryRunner, Sql } from '@rejoin/persistence';

/**
 * Readiness is proved by a write, because a server that became read-only or whose disk is full still answers `select
 * 1`.
 */
export class Readiness1795844920000 implements Migration {
  readonly formerName = '000-readiness';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table readiness (
        singleton boolean primary key default true check (singleton),
        proved_at timestamptz not null default clock_timestamp()
      );
      insert into readiness default values;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table readiness`);
  }
}

/**
 * Writes a row, or throws the reason why Postgres accepts no writes. A write by another replica at this moment proves
 * the same.
 */
export async function proveWriting(sql: Sql): Promise<void> {
  await sql.query(
    `update readiness set proved_at = clock_timestamp()
     where singleton = (select singleton from readiness for update skip locked)`,
  );
}
