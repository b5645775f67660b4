import type { Migration } from '@rejoin/persistence';

const windowsAndAlarms: Migration = {
  name: '001-reconnections',
  sql: `
    -- One row per conversation: whoever decides anything about it holds this row's lock.
    create table reconnections (
      conversation_id text primary key,
      org text not null default 'default',
      sealed_at timestamptz,
      sealed_because text,
      rejected jsonb not null default '[]',
      check ((sealed_at is null) = (sealed_because is null))
    );

    -- One row per lost epoch, with how it ended.
    create table windows (
      conversation_id text not null,
      epoch int not null,
      kind text not null,
      lost_at timestamptz not null,
      deadline_at timestamptz not null,
      limit_seconds int not null,
      extensions_left int not null,
      extension_seconds int not null,
      extended_by jsonb not null default '[]',
      outcome text check (outcome in ('reconnected', 'expired', 'ended')),
      decided_at timestamptz,
      claim text,
      next_epoch int,
      primary key (conversation_id, epoch),
      check ((outcome is null) = (decided_at is null)),
      check (outcome <> 'expired' or decided_at >= deadline_at),
      check (outcome <> 'reconnected' or (decided_at < deadline_at and claim is not null and next_epoch > epoch))
    );
    create index windows_due on windows (deadline_at) where outcome is null;

    -- due_at is null: switched off, or rung.
    create table alarms (
      kind text not null,
      subject_id text not null,
      org text not null default 'default',
      generation bigint not null,
      due_at timestamptz,
      rung_at timestamptz,
      primary key (kind, subject_id)
    );
    create index alarms_due on alarms (due_at) where due_at is not null;
  `,
};

const figures: Migration = {
  name: '002-figures',
  sql: `
    -- What the figures of a day ask of a window. Null in windows of before, which no figures count.
    alter table windows
      add column workstream_id text,
      add column way text,
      add column ended_by text;
    create index windows_of_day on windows (workstream_id, lost_at);

    -- A list of open windows goes on after a place, and two may share a deadline.
    drop index windows_due;
    create index windows_due on windows (deadline_at, conversation_id) where outcome is null;
  `,
};

const outages: Migration = {
  name: '003-outages',
  sql: `
    -- The last sign of life of a timer that reached the bus, whichever replica it was.
    create table heartbeat (
      only_row boolean primary key default true check (only_row),
      beat_at timestamptz not null
    );
    -- The times without one.
    create table outages (
      since timestamptz primary key,
      until timestamptz not null check (until > since)
    );
    create index outages_until on outages (until);

    -- A return may be decided after the deadline when it was asked before.
    alter table windows add column asked_at timestamptz;
    alter table windows drop constraint windows_check2, add check (outcome <> 'reconnected'
      or (coalesce(asked_at, decided_at) < deadline_at and claim is not null and next_epoch > epoch));
  `,
};

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
const room: Migration = {
  name: '004-reconnection-room',
  sql: `
    alter table reconnections set (fillfactor = 70);
    alter table windows set (fillfactor = 70);
    alter table alarms set (fillfactor = 60);
  `,
};

export const reconnectionTables: readonly Migration[] = [windowsAndAlarms, figures, outages, room];
