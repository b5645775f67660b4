import type { Migration, QueryRunner } from '@rejoin/persistence';

export class EndedSignIns1795379418000 implements Migration {
  readonly formerName = '002-ended-sign-ins';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table accounts add column sign_ins_from bigint not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table accounts drop column sign_ins_from`);
  }
}
