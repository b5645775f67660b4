import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Measures1795923000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The durations of closed conversations, for reports. The rows are small, and written together with the history.
      -- They say nothing about the customer, so that erasing one does not change them.
      create table conversation_measures (
        id text primary key references past_conversations (id) on delete cascade,
        org text not null,
        workstream_id text not null,
        started_at timestamptz not null,
        waited_seconds real,
        responded_seconds real,
        responded_by text,
        handled_seconds real,
        agent_ids text[] not null,
        agent_seconds real[] not null
      );
      create index conversation_measures_started on conversation_measures (org, started_at);
      create index conversation_measures_workstream on conversation_measures (workstream_id, started_at);

      -- What was closed before this release, or by a gateway of the release before, is measured later.
      alter table past_conversations add column is_measured boolean not null default false;
      create index past_conversations_not_measured on past_conversations (id) where not is_measured`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table conversation_measures;
      alter table past_conversations drop column is_measured;
    `);
  }
}
