import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Holds1795367261000 implements Migration {
  readonly formerName = '101-holds';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table holds (
        id bigint generated always as identity primary key,
        org text not null default 'default',
        conversation_id text not null,
        workstream_id text not null,
        agent_id text not null,
        units integer not null check (units >= 0),
        held_at timestamptz not null,
        ended_at timestamptz check (ended_at >= held_at)
      );
      create unique index holds_open on holds (conversation_id) where ended_at is null;
      create index holds_of_day on holds (workstream_id, held_at);
      -- What is held while this runs counts from now on: nothing says since when it is.
      insert into holds (conversation_id, workstream_id, agent_id, units, held_at)
        select id, workstream_id, agent_id, units, clock_timestamp() from conversations where slot = 'held';

      create index conversations_parked on conversations (workstream_id) where state = 'open' and away;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index conversations_parked;
      drop table holds;
    `);
  }
}
