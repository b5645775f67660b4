import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Gateway1795356075000 implements Migration {
  readonly formerName = '001-gateway';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row a conversation: its lock, and the session that is decided under it. Columns beside the document
      -- serve look-ups, or hold personal data that can be erased.
      create table conversations (
        id text primary key,
        org text not null,
        widget_id text not null,
        start_hash text not null,
        subject_hash text,
        customer_name text,
        context jsonb,
        session jsonb not null,
        agent_id text,
        incarnations text[] not null default '{}',
        promote_at timestamptz,
        live boolean not null default true,
        started_at timestamptz not null,
        unique (org, start_hash)
      );
      create unique index conversations_live_subject on conversations (org, widget_id, subject_hash)
        where live and subject_hash is not null;
      create index conversations_promote_at on conversations (promote_at) where promote_at is not null;
      create index conversations_agent on conversations (agent_id) where agent_id is not null;
      create index conversations_incarnations on conversations using gin (incarnations) where incarnations <> '{}';

      -- Every secret that a conversation ever answered to, so that an older claimant is told why it is fenced.
      create table claimants (
        conversation_id text not null,
        epoch int not null,
        secret_hash text not null,
        primary key (conversation_id, epoch)
      );
      create index claimants_secret_hash on claimants (secret_hash);

      -- Asked of the timer, and perhaps not bound yet: lets any replica finish what a dead one began.
      create table claims (
        conversation_id text not null,
        epoch int not null,
        claim text not null,
        secret_hash text not null,
        way text not null,
        link_id text,
        new_device boolean not null,
        asked_at timestamptz not null default clock_timestamp(),
        primary key (conversation_id, epoch, claim)
      );

      create table entries (
        conversation_id text not null,
        seq bigint not null,
        kind text not null,
        sender text not null,
        agent_id text,
        client_id text,
        text text,
        code text,
        params jsonb not null default '{}',
        visibility text not null default 'public',
        locale text not null,
        link_id text,
        at timestamptz not null,
        primary key (conversation_id, seq)
      );
      create unique index entries_client_id on entries (conversation_id, sender, coalesce(agent_id, ''), client_id)
        where client_id is not null;

      create table links (
        id text primary key,
        conversation_id text not null,
        widget_id text not null,
        made_at timestamptz not null,
        redeemed_at timestamptz,
        redeemed_by text
      );
      create index links_conversation on links (conversation_id);

      create table desks (
        agent_id text primary key,
        org text not null,
        display_name text not null,
        desk jsonb not null,
        incarnations text[] not null default '{}',
        promote_at timestamptz
      );
      create index desks_promote_at on desks (promote_at) where promote_at is not null;
      create index desks_incarnations on desks using gin (incarnations) where incarnations <> '{}';

      create table gateways (
        incarnation text primary key,
        started_at timestamptz not null default clock_timestamp(),
        renewed_at timestamptz not null default clock_timestamp(),
        swept_at timestamptz
      );
      create index gateways_live on gateways (renewed_at) where swept_at is null;

      create table widgets (id text primary key, settings jsonb not null);
      create table workstreams (id text primary key, settings jsonb not null);
      create table agents (id text primary key, settings jsonb not null);
      create table quick_replies (id text primary key, workstream_id text not null, settings jsonb not null);
      create index quick_replies_workstream on quick_replies (workstream_id);

      create table transcript_reads (
        id bigint generated always as identity primary key,
        conversation_id text not null,
        account_id text not null,
        after_seq bigint not null,
        at timestamptz not null default clock_timestamp()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table transcript_reads, quick_replies, agents, workstreams, widgets, gateways, desks, links, entries, claims,
        claimants, conversations
    `);
  }
}
