import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Retention1795922000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Closed conversations whose texts are due for erasure are found by this index.
      alter table past_conversations add column erased_at timestamptz;
      create index past_conversations_with_texts on past_conversations (workstream_id, closed_at, id)
        where erased_at is null;

      -- What was erased at the request of a customer: numbers of rows, without the data.
      create table erasures (
        id bigint generated always as identity primary key,
        org text not null,
        account_id text not null,
        conversation_id text not null,
        entries int not null,
        links int not null,
        claims int not null,
        at timestamptz not null default clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table erasures;
      alter table past_conversations drop column erased_at;
    `);
  }
}
