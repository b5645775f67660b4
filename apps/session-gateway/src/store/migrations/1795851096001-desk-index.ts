import type { Migration, QueryRunner } from '@rejoin/persistence';

export class DeskIndex1795851096001 implements Migration {
  readonly formerName = '006-desk-index';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A closed conversation keeps its agent: the price of a desk depends on its open work only. A column of its own,
      -- since an index that looks into the session would have to be written with every message.
      alter table conversations add column desk_agent_id text generated always as
        (case when session->>'state' in ('active', 'wrap-up') then session->>'agentId' end) stored;
      create index conversations_on_desk on conversations (desk_agent_id, id) where desk_agent_id is not null;
      drop index conversations_agent`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index conversations_on_desk;
      alter table conversations drop column desk_agent_id;
      create index conversations_agent on conversations (agent_id) where agent_id is not null;
    `);
  }
}
