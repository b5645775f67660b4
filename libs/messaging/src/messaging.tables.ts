import type { Migration } from '@rejoin/persistence';

/** What every service has beside its own tables: what it says (outbox) and what it has heard (inbox). */
export const messagingTables: Migration = {
  name: '000-messaging',
  sql: `
    create table outbox (
      seq bigint generated always as identity primary key,
      id uuid not null unique,
      org text not null,
      family text not null,
      aggregate_id text not null,
      version bigint not null,
      type text not null,
      data jsonb not null,
      traceparent text,
      recorded_at timestamptz not null default clock_timestamp(),
      published_at timestamptz,
      stream_seq bigint,
      unique (family, aggregate_id, version)
    );
    create index outbox_unpublished on outbox (seq) where published_at is null;
    create index outbox_stream_seq on outbox (stream_seq) where stream_seq is not null;
    create index outbox_published_at on outbox (published_at) where published_at is not null;

    create table fact_versions (
      family text not null,
      aggregate_id text not null,
      version bigint not null,
      primary key (family, aggregate_id)
    );

    create table relay_lease (
      singleton boolean primary key default true check (singleton),
      holder text,
      term bigint not null default 0,
      expires_at timestamptz not null default '-infinity',
      stream_created text
    );
    insert into relay_lease default values;

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
    create index parked_facts_aggregate on parked_facts (family, aggregate_id, version);
  `,
};
