import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Endpoints, and the deliveries to them. */
export class Webhooks1795891921000 implements Migration {
  readonly formerName = '007-webhooks';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhooks (
        org text not null references organisations,
        id text not null,
        version bigint not null default 1,
        name text not null,
        url text not null,
        -- Empty: all of them.
        event_types text[] not null,
        active boolean not null,
        -- Facts of an earlier time are none of its.
        active_since timestamptz not null,
        -- Why it was switched off, when nobody did it by hand.
        off_because text,
        changed_at timestamptz not null,
        primary key (org, id)
      );

      create table webhook_secrets (
        org text not null,
        webhook_id text not null,
        id text not null,
        -- Encrypted: signing needs the secret itself.
        sealed text not null,
        hint text not null,
        created_at timestamptz not null,
        -- Null until another one takes its place.
        expires_at timestamptz,
        primary key (org, webhook_id, id),
        foreign key (org, webhook_id) references webhooks (org, id)
      );

      create table webhook_deliveries (
        seq bigint generated always as identity primary key,
        org text not null,
        webhook_id text not null,
        event_id uuid not null,
        subject text not null,
        type text not null,
        recorded_at timestamptz not null,
        payload text not null,
        state text not null default 'waiting',
        attempts int not null default 0,
        last_at timestamptz,
        last_status int,
        last_error text,
        last_ms int,
        unique (org, webhook_id, event_id),
        foreign key (org, webhook_id) references webhooks (org, id)
      );
      create index webhook_deliveries_open on webhook_deliveries (org, webhook_id, subject, seq)
        where state <> 'delivered';
      create index webhook_deliveries_dead on webhook_deliveries (org, webhook_id, seq) where state = 'dead';
      create index webhook_deliveries_log on webhook_deliveries (org, webhook_id, seq);
      create index webhook_deliveries_old on webhook_deliveries (recorded_at);

      -- One row for each subject of which something is to be delivered to an endpoint: its deliveries are made one after
      -- the other, by whoever has claimed the row. The claim ends at due_at, whatever became of its process.
      create table webhook_lanes (
        org text not null,
        webhook_id text not null,
        subject text not null,
        due_at timestamptz not null,
        -- Behind a dead letter.
        parked boolean not null default false,
        claim text,
        primary key (org, webhook_id, subject),
        foreign key (org, webhook_id) references webhooks (org, id)
      ) with (fillfactor = 70);
      create index webhook_lanes_due on webhook_lanes (org, webhook_id, due_at) where not parked;

      -- How far facts were read, of each aggregate; and those whose reading failed.
      create table webhook_positions (
        aggregate text primary key,
        applied bigint not null,
        changed_at timestamptz not null default clock_timestamp()
      ) with (fillfactor = 70);
      create table webhook_parked_facts (
        aggregate text not null,
        version bigint not null,
        fact json not null,
        reason text not null,
        parked_at timestamptz not null default clock_timestamp(),
        primary key (aggregate, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table webhook_parked_facts, webhook_positions, webhook_lanes, webhook_deliveries, webhook_secrets, webhooks
    `);
  }
}
