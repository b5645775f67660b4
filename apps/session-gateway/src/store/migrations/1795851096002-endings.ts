import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Endings1795851096002 implements Migration {
  readonly formerName = '007-endings';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Ends that were decided and that the timer has not sealed yet.
      alter table conversations add column ending_at timestamptz;
      create index conversations_ending on conversations (id, ending_at) where ending_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index conversations_ending;
      alter table conversations drop column ending_at;
    `);
  }
}
