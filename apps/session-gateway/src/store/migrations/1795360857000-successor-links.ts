import type { Migration, QueryRunner } from '@rejoin/persistence';

export class SuccessorLinks1795360857000 implements Migration {
  readonly formerName = '002-successor-links';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table claims add column successor_link_id text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table claims drop column successor_link_id`);
  }
}
