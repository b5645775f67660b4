import type { Migration } from '@rejoin/persistence';

/**
 * Constraints repeat the rules of capacity, so that an error in the code cannot commit. There are no foreign keys between
 * conversations and agents, because they would lock agents outside of the lock order.
 */
const routingTables: Migration = {
  name: '100-routing',
  sql: `
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
  `,
};

const holds: Migration = {
  name: '101-holds',
  sql: `
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
  `,
};

/** Stores whether the chosen presence of an agent also applies at the next sign-in. */
const keptPresence: Migration = {
  name: '102-kept-presence',
  sql: `alter table agents add column keeps_choice boolean not null default false`,
};

/** This index finds the units that an agent has on hold without reading the agent's other conversations. */
const heldIndex: Migration = {
  name: '103-held-index',
  sql: `create index conversations_held on conversations (agent_id) include (units) where slot = 'held'`,
};

/** This function fails a transaction that changed an unexpected number of rows, without a round trip for the check. */
const expectRows: Migration = {
  name: '104-expect-rows',
  sql: `
    create function expect_rows(changed bigint, expected bigint, otherwise text) returns void language plpgsql as $$
    begin
      if changed <> expected then raise exception '%', otherwise; end if;
    end $$;
  `,
};

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
const room: Migration = {
  name: '107-routing-room',
  sql: `
    alter table conversations set (fillfactor = 60);
    alter table agents set (fillfactor = 60);
  `,
};

export const routingMigrations: readonly Migration[] = [
  routingTables,
  holds,
  keptPresence,
  heldIndex,
  expectRows,
  room,
];
