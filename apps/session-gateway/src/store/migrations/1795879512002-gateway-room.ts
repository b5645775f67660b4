import type { Migration, QueryRunner } from '@rejoin/persistence';

export class GatewayRoom1795879512002 implements Migration {
  readonly formerName = '011-gateway-room';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Rows that are updated again and again stay on their page, and their indexes are left alone.
      alter table conversations set (fillfactor = 60);
      alter table desks set (fillfactor = 60)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conversations reset (fillfactor);
      alter table desks reset (fillfactor);
    `);
  }
}
