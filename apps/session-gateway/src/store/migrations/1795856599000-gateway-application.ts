import type { Migration, QueryRunner } from '@rejoin/persistence';

export class GatewayApplication1795856599000 implements Migration {
  readonly formerName = '008-gateway-application';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The application_name of the process: by it the sessions of one that froze are found and ended.
      alter table gateways add column application text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table gateways drop column application`);
  }
}
