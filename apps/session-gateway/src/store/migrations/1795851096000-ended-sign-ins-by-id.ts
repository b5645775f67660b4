import type { Migration, QueryRunner } from '@rejoin/persistence';

export class EndedSignInsById1795851096000 implements Migration {
  readonly formerName = '005-ended-sign-ins-by-id';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sign-ins that their person ended, until their tokens are over in any case.
      create table ended_sign_ins_by_id (id text primary key, until timestamptz not null);
      create index ended_sign_ins_by_id_until on ended_sign_ins_by_id (until)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ended_sign_ins_by_id`);
  }
}
