import type { Migration } from '@rejoin/persistence';

export const gatewayTables: readonly Migration[] = [
  {
    name: '001-gateway',
    sql: `
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
    `,
  },
  { name: '002-successor-links', sql: `alter table claims add column successor_link_id text` },
  {
    name: '003-overview-reads',
    sql: `
      -- Who read the names of customers in the supervisors' overview, by the hour.
      create table overview_reads (
        account_id text not null,
        hour timestamptz not null,
        reads int not null default 1,
        last_at timestamptz not null default clock_timestamp(),
        primary key (account_id, hour)
      )`,
  },
  {
    name: '004-ended-sign-ins',
    sql: `
      -- Sign-ins that an account made before this version of it hold no more.
      create table ended_sign_ins (account_id text primary key, before_version bigint not null)`,
  },
  {
    name: '005-ended-sign-ins-by-id',
    sql: `
      -- Sign-ins that their person ended, until their tokens are over in any case.
      create table ended_sign_ins_by_id (id text primary key, until timestamptz not null);
      create index ended_sign_ins_by_id_until on ended_sign_ins_by_id (until)`,
  },
  {
    name: '006-desk-index',
    sql: `
      -- A closed conversation keeps its agent: the price of a desk depends on its open work only. A column of its own,
      -- since an index that looks into the session would have to be written with every message.
      alter table conversations add column desk_agent_id text generated always as
        (case when session->>'state' in ('active', 'wrap-up') then session->>'agentId' end) stored;
      create index conversations_on_desk on conversations (desk_agent_id, id) where desk_agent_id is not null;
      drop index conversations_agent`,
  },
  {
    name: '007-endings',
    sql: `
      -- Ends that were decided and that the timer has not sealed yet.
      alter table conversations add column ending_at timestamptz;
      create index conversations_ending on conversations (id, ending_at) where ending_at is not null`,
  },
  {
    name: '008-gateway-application',
    sql: `
      -- The application_name of the process: by it the sessions of one that froze are found and ended.
      alter table gateways add column application text`,
  },
  {
    name: '009-conversations-not-closed',
    sql: `
      -- Readers begin from the conversations that are not closed. A column, so that messages need not write the index.
      alter table conversations add column is_closed boolean generated always as
        (session->>'state' = 'closed') stored;
      create index conversations_not_closed on conversations (id) where not is_closed`,
  },
  {
    name: '010-desk-reads',
    sql: `
      -- How far each agent has read the conversations on their desk, and was told of what happened in them.
      create table desk_reads (
        agent_id text not null,
        conversation_id text not null,
        read_seq bigint not null,
        told_seq bigint not null,
        primary key (agent_id, conversation_id)
      )`,
  },
  {
    name: '011-gateway-room',
    sql: `
      -- Rows that are updated again and again stay on their page, and their indexes are left alone.
      alter table conversations set (fillfactor = 60);
      alter table desks set (fillfactor = 60)`,
  },
];
