import type { Migration, QueryRunner } from '@rejoin/persistence';

export class OverviewReads1795367644000 implements Migration {
  readonly formerName = '003-overview-reads';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who read the names of customers in the supervisors' overview, by the hour.
      create table overview_reads (
        account_id text not null,
        hour timestamptz not null,
        reads int not null default 1,
        last_at timestamptz not null default clock_timestamp(),
        primary key (account_id, hour)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table overview_reads`);
  }
}
