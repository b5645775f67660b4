import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Retention1795922000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Closed conversations whose texts are due for erasure are found by this index.
      alter table past_conversations add column erased_at timestamptz;
      create index past_conversations_with_texts on past_conversations (workstream_id, closed_at, id)
        where erased_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table past_conversations drop column erased_at`);
  }
}
