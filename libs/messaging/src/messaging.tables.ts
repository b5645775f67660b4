import type { Migration } from '@rejoin/persistence';

/**
 * Adds the last version of each kind of fact: the current one of the aggregate (fact_versions), and the one before each
 * fact (outbox). A service of the release 0.1.0 writes neither.
 */
const kinds: Migration = {
  name: '000-messaging-kinds',
  sql: `
    alter table outbox add column previous jsonb;
    alter table fact_versions add column kinds jsonb not null default '{}';
  `,
};

/**
 * The messaging tables of every service: its facts (outbox), the version of each aggregate (fact_versions), the state of
 * its stream (published_stream), the lease of its relay, and the versions that it has applied or parked as a consumer.
 */
const first: Migration = {
  name: '000-messaging',
  sql: `
    create table outbox (
      seq bigint generated always as identity primary key,
      id uuid not null,
      org text not null,
      family text not null,
      aggregate_id text not null,
      version bigint not null,
      type text not null,
      data jsonb not null,
      traceparent text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      published_at timestamptz,
      unique (family, aggregate_id, version)
    );
    create index outbox_unpublished on outbox (seq) where published_at is null;

    create table fact_versions (
      family text not null,
      aggregate_id text not null,
      version bigint not null,
      primary key (family, aggregate_id)
    );

    create table relay_lease (
      singleton boolean primary key default true check (singleton),
      holder text,
      expires_at timestamptz not null default '-infinity'
    );
    insert into relay_lease default values;

    create table published_stream (
      singleton boolean primary key default true check (singleton),
      created text,
      last_seq bigint not null default 0,
      last_id uuid,
      last_at timestamptz,
      replay_below bigint not null default 0
    );
    insert into published_stream default values;

    create table applied_versions (
      family text not null,
      aggregate_id text not null,
      version bigint not null,
      primary key (family, aggregate_id)
    );

    create table parked_facts (
      seq bigint generated always as identity primary key,
      family text not null,
      aggregate_id text not null,
      version bigint,
      message text not null,
      reason text not null,
      parked_at timestamptz not null default clock_timestamp()
    );
    create unique index parked_facts_once
      on parked_facts (family, aggregate_id, coalesce(version, 0), md5(message));
  `,
};

/** Free space on each page lets updated rows stay there, so that their indexes need no update. */
const room: Migration = {
  name: '000-messaging-room',
  sql: `
    alter table fact_versions set (fillfactor = 70);
    alter table applied_versions set (fillfactor = 70);
  `,
};

export const messagingTables: readonly Migration[] = [first, kinds, room];
