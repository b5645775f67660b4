import type { Migration, QueryRunner } from '@rejoin/persistence';

export class SupervisorActions1795921000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What supervisors did without being the agent, for audits. The row is written before the action, and its outcome
      -- afterwards: 'done' or the name of the refusal. Without an outcome, the gateway does not know whether it was done.
      create table supervisor_actions (
        id bigint generated always as identity primary key,
        org text not null,
        account_id text not null,
        action text not null,
        conversation_id text,
        agent_id text,
        outcome text,
        at timestamptz not null default clock_timestamp()
      );
      create index supervisor_actions_conversation on supervisor_actions (conversation_id)
        where conversation_id is not null;
      create index supervisor_actions_at on supervisor_actions (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table supervisor_actions`);
  }
}
