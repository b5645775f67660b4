import type { Migration, QueryRunner } from '@rejoin/persistence';

/**
 * The messaging tables of every service: its facts (outbox), the version of each aggregate (fact_versions), the state of
 * its stream (published_stream), the lease of its relay, and the versions that it has applied or parked as a consumer.
 */
export class Messaging1795354672000 implements Migration {
  readonly formerName = '000-messaging';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table parked_facts, applied_versions, published_stream, relay_lease, fact_versions, outbox`,
    );
  }
}
