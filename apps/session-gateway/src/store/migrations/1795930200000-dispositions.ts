import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Dispositions1795930200000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What agents chose when closing: texts from the settings of that time. A gateway of the release before adds rows
      -- without them.
      alter table past_conversations add column disposition text;
      alter table past_conversations add column tags text[] not null default '{}';
      create index past_conversations_disposition on past_conversations (org, disposition, closed_at desc, id desc)
        where disposition is not null;
      create index past_conversations_tags on past_conversations using gin (tags) where tags <> '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index past_conversations_tags;
      drop index past_conversations_disposition;
      alter table past_conversations drop column tags;
      alter table past_conversations drop column disposition;
    `);
  }
}
