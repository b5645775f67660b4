import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
export class RoutingRoom1795878679000 implements Migration {
  readonly formerName = '107-routing-room';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conversations set (fillfactor = 60);
      alter table agents set (fillfactor = 60);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conversations reset (fillfactor);
      alter table agents reset (fillfactor);
    `);
  }
}
