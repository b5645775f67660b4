import type { Migration, QueryRunner } from '@rejoin/persistence';

/**
 * Constraints repeat the rules of capacity, so that an error in the code cannot commit. There are no foreign keys between
 * conversations and agents, because they would lock agents outside of the lock order.
 */
export class Routing1795356067000 implements Migration {
  readonly formerName = '100-routing';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table workstreams (
        id text primary key,
        org text not null default 'default',
        units_per_conversation integer not null check (units_per_conversation >= 0),
        wrap_up_rule text not null,
        wrap_up_seconds integer,
        auto_close_seconds integer not null
      );

      create table agents (
        id text primary key,
        org text not null default 'default',
        active boolean not null,
        max_units integer not null,
        used_units integer not null default 0 check (used_units >= 0),
        default_presence text not null,
        workstream_ids text[] not null,
        line text not null check (line in ('none', 'live', 'lost')),
        chosen text not null,
        epoch integer not null,
        lost_epoch integer not null,
        last_assigned_at timestamptz,
        available boolean generated always as (active and line = 'live' and chosen = 'available') stored,
        free_units integer generated always as (max_units - used_units) stored
      );
      create index agents_room on agents (free_units desc, last_assigned_at nulls first) where available;

      create table conversations (
        id text primary key,
        org text not null default 'default',
        workstream_id text not null,
        state text not null check (state in ('open', 'active', 'waiting', 'wrap-up', 'closed')),
        away boolean not null,
        agent_id text,
        last_agent_id text,
        preferred_agent_id text,
        units integer not null check (units >= 0),
        slot text not null check (slot in ('none', 'consumed', 'held', 'wrap-up')),
        queued_at timestamptz not null,
        generation integer not null,
        window_epoch integer not null,
        check ((state in ('active', 'wrap-up')) = (agent_id is not null)),
        check ((state = 'active') = (slot in ('consumed', 'held'))),
        check ((slot = 'held') = (state = 'active' and away)),
        check (slot <> 'wrap-up' or state = 'wrap-up')
      );
      create index conversations_queue on conversations
        (workstream_id, (last_agent_id is null), queued_at, id) where state = 'open' and not away;
      create index conversations_agent on conversations (agent_id) where agent_id is not null;

      create table capacity_ledger (
        id bigint generated always as identity primary key,
        org text not null default 'default',
        conversation_id text not null,
        agent_id text not null,
        units integer not null check (units >= 0),
        used_after integer not null,
        maximum integer not null check (used_after <= maximum),
        acquired_at timestamptz not null,
        released_at timestamptz,
        released_because text,
        check ((released_at is null) = (released_because is null))
      );
      create unique index capacity_ledger_open on capacity_ledger (conversation_id) where released_at is null;
      create index capacity_ledger_open_of on capacity_ledger (agent_id) where released_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table capacity_ledger, conversations, agents, workstreams`);
  }
}
