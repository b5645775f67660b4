import type { Migration, QueryRunner } from '@rejoin/persistence';

/** For the list of accesses of one kind, such as all blocks. */
export class AccessKinds1796042000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index access_log_what on access_log (org, what, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index access_log_what`);
  }
}
