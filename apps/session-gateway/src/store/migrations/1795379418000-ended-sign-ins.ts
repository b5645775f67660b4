import type { Migration, QueryRunner } from '@rejoin/persistence';

export class EndedSignIns1795379418000 implements Migration {
  readonly formerName = '004-ended-sign-ins';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sign-ins that an account made before this version of it hold no more.
      create table ended_sign_ins (account_id text primary key, before_version bigint not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ended_sign_ins`);
  }
}
