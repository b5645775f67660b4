import type { Migration, QueryRunner } from '@rejoin/persistence';

export class DeskReads1795879512001 implements Migration {
  readonly formerName = '010-desk-reads';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How far each agent has read the conversations on their desk, and was told of what happened in them.
      create table desk_reads (
        agent_id text not null,
        conversation_id text not null,
        read_seq bigint not null,
        told_seq bigint not null,
        primary key (agent_id, conversation_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table desk_reads`);
  }
}
