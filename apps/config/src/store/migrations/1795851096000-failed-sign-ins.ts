import type { Migration, QueryRunner } from '@rejoin/persistence';

export class FailedSignIns1795851096000 implements Migration {
  readonly formerName = '003-failed-sign-ins';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Failures that are outstanding per key; a limit forgets them one by one. It takes the place of
      -- sign_in_attempts, which the release before still uses.
      create table failed_sign_ins (
        key text primary key,
        level float8 not null,
        at timestamptz not null
      );
      create index failed_sign_ins_at on failed_sign_ins (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table failed_sign_ins`);
  }
}
