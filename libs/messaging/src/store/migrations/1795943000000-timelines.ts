import type { Migration, QueryRunner } from '@rejoin/persistence';

/**
 * `timeline` names the history that these tables have. `fact_timelines` has that of the producer of each followed family,
 * as it was when its last facts were applied.
 */
export class Timelines1795943000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table timeline (
        singleton boolean primary key default true check (singleton),
        id uuid not null,
        identity text,
        since timestamptz not null default clock_timestamp()
      );
      create table fact_timelines (
        family text primary key,
        timeline uuid not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table timeline, fact_timelines');
  }
}
