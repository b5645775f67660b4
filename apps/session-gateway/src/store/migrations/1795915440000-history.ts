import type { Migration, QueryRunner } from '@rejoin/persistence';

export class History1795915440000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Closed conversations, as agents find them. A conversation is added once, after it was closed, so that a message
      -- costs nothing here. The flag does not change before that, so that updates need not write its index.
      alter table conversations add column is_in_history boolean not null default false;
      create index conversations_not_in_history on conversations (id) where is_closed and not is_in_history;

      create table past_conversations (
        id text primary key references conversations (id) on delete cascade,
        org text not null,
        workstream_id text not null,
        widget_id text not null,
        subject_hash text,
        customer_name text,
        agent_id text,
        agent_ids text[] not null,
        outcome text,
        started_at timestamptz not null,
        closed_at timestamptz not null,
        first_words text,
        words tsvector not null
      );
      create index past_conversations_closed on past_conversations (org, closed_at desc, id desc);
      create index past_conversations_workstream on past_conversations (workstream_id, closed_at desc, id desc);
      create index past_conversations_customer on past_conversations (org, subject_hash, closed_at desc, id desc)
        where subject_hash is not null;
      create index past_conversations_agents on past_conversations using gin (agent_ids);
      create index past_conversations_words on past_conversations using gin (words)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table past_conversations;
      alter table conversations drop column is_in_history;
    `);
  }
}
