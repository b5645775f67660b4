import type { Migration, QueryRunner } from '@rejoin/persistence';

export class OwnQuickReplies1795930100000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Quick replies that agents keep for themselves. The ids are chosen by their pages.
      create table own_quick_replies (
        account_id text not null,
        id text not null,
        title text not null,
        body text not null,
        changed_at timestamptz not null default clock_timestamp(),
        primary key (account_id, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table own_quick_replies`);
  }
}
