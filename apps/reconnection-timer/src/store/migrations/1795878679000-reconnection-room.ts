import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
export class ReconnectionRoom1795878679000 implements Migration {
  readonly formerName = '004-reconnection-room';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reconnections set (fillfactor = 70);
      alter table windows set (fillfactor = 70);
      alter table alarms set (fillfactor = 60);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reconnections reset (fillfactor);
      alter table windows reset (fillfactor);
      alter table alarms reset (fillfactor);
    `);
  }
}
