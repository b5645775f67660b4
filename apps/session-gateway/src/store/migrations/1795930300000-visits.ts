import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Visits1795930300000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where and with what the customer started the chat. And the name as the customer gave it, once an agent has
      -- corrected it: renamed_by is that agent.
      alter table conversations add column visit jsonb;
      alter table conversations add column given_name text;
      alter table conversations add column renamed_by text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table conversations drop column renamed_by;
      alter table conversations drop column given_name;
      alter table conversations drop column visit;
    `);
  }
}
