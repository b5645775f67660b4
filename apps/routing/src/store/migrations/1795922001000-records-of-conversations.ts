import type { Migration, QueryRunner } from '@rejoin/persistence';

/** These indexes find the past capacity of a conversation whose records are deleted. */
export class RecordsOfConversations1795922001000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index capacity_ledger_released on capacity_ledger (conversation_id) where released_at is not null;
      create index holds_ended on holds (conversation_id) where ended_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index capacity_ledger_released, holds_ended`);
  }
}
