import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
export class MessagingRoom1795878678000 implements Migration {
  readonly formerName = '000-messaging-room';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table fact_versions set (fillfactor = 70);
      alter table applied_versions set (fillfactor = 70);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table fact_versions reset (fillfactor);
      alter table applied_versions reset (fillfactor);
    `);
  }
}
