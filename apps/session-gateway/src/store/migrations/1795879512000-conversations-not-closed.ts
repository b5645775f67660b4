import type { Migration, QueryRunner } from '@rejoin/persistence';

export class ConversationsNotClosed1795879512000 implements Migration {
  readonly formerName = '009-conversations-not-closed';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Readers begin from the conversations that are not closed. A column, so that messages need not write the index.
      alter table conversations add column is_closed boolean generated always as
        (session->>'state' = 'closed') stored;
      create index conversations_not_closed on conversations (id) where not is_closed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index conversations_not_closed;
      alter table conversations drop column is_closed;
    `);
  }
}
