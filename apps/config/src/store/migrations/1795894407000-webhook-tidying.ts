import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Indexes for tidying, so that it reads no whole table. */
export class WebhookTidying1795894407000 implements Migration {
  readonly formerName = '008-webhook-tidying';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index webhook_positions_changed on webhook_positions (changed_at);
      create index webhook_lanes_parked on webhook_lanes (org, webhook_id, subject) where parked`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index webhook_positions_changed, webhook_lanes_parked`);
  }
}
