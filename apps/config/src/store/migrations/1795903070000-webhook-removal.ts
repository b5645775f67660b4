import type { Migration, QueryRunner } from '@rejoin/persistence';

/** A deleted webhook is hidden at once, and its rows are deleted in batches. */
export class WebhookRemoval1795903070000 implements Migration {
  readonly formerName = '009-webhook-removal';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table webhooks add column deleted_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Without the column, webhooks whose rows are still being deleted would be shown again.
      delete from webhook_lanes l using webhooks w where l.org = w.org and l.webhook_id = w.id and w.deleted_at is not null;
      delete from webhook_deliveries d using webhooks w
        where d.org = w.org and d.webhook_id = w.id and w.deleted_at is not null;
      delete from webhooks where deleted_at is not null;
      alter table webhooks drop column deleted_at;
    `);
  }
}
