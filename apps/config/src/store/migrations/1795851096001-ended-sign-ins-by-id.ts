import type { Migration, QueryRunner } from '@rejoin/persistence';

export class EndedSignInsById1795851096001 implements Migration {
  readonly formerName = '004-ended-sign-ins-by-id';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sign-ins that their person ended, until their tokens are over in any case.
      create table ended_sign_ins (id text primary key, until timestamptz not null);
      create index ended_sign_ins_until on ended_sign_ins (until)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ended_sign_ins`);
  }
}
