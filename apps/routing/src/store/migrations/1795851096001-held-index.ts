import type { Migration, QueryRunner } from '@rejoin/persistence';

/** This index finds the units that an agent has on hold without reading the agent's other conversations. */
export class HeldIndex1795851096001 implements Migration {
  readonly formerName = '103-held-index';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index conversations_held on conversations (agent_id) include (units) where slot = 'held'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index conversations_held`);
  }
}
