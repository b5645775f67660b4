import type { Migration } from '@rejoin/persistence';
import { webhookRemoval, webhookTables, webhookTidying } from './webhook.tables';

const settingsTable = (name: string): string => `
    create table ${name} (
      org text not null references organisations,
      id text not null,
      version bigint not null default 1,
      settings jsonb not null,
      changed_at timestamptz not null,
      primary key (org, id)
    );`;

/**
 * Config's own schema. Rows are deleted only of sign-in attempts, ended sign-ins, second factors, secrets, and webhooks
 * with their deliveries.
 */
export const configTables: readonly Migration[] = [
  {
    name: '001-config',
    sql: `
    create table organisations (
      id text primary key,
      name text not null,
      version bigint not null default 1,
      changed_at timestamptz not null default date_trunc('milliseconds', clock_timestamp())
    );
    insert into organisations (id, name) values ('default', 'Default organisation');
    ${['workstreams', 'widgets', 'agents', 'quick_replies'].map(settingsTable).join('\n')}

    create table accounts (
      org text not null references organisations,
      id text not null,
      version bigint not null default 1,
      login text not null,
      login_key text not null,
      display_name text not null,
      roles text[] not null,
      agent_id text,
      active boolean not null,
      iss text,
      sub text,
      password_hash text,
      changed_at timestamptz not null,
      primary key (org, id),
      unique (org, login_key),
      unique (org, agent_id),
      unique (org, iss, sub),
      foreign key (org, agent_id) references agents (org, id),
      check ((iss is null) = (sub is null))
    );

    create table audit_log (
      org text not null references organisations,
      seq bigint generated always as identity,
      at timestamptz not null,
      actor text not null,
      account_id text,
      what text not null,
      thing_id text not null,
      action text not null,
      version bigint not null,
      old jsonb,
      new jsonb,
      primary key (org, seq)
    );
    create index audit_log_thing on audit_log (org, what, thing_id, seq);

    create table sign_in_attempts (
      key text primary key,
      failures int not null,
      since timestamptz not null
    );
    create index sign_in_attempts_since on sign_in_attempts (since);

    create table setup_tokens (
      token_hash text primary key,
      expires_at timestamptz,
      used_at timestamptz
    );
  `,
  },
  {
    name: '002-ended-sign-ins',
    sql: `alter table accounts add column sign_ins_from bigint not null default 0`,
  },
  {
    name: '003-failed-sign-ins',
    sql: `
      -- Failures that are outstanding per key; a limit forgets them one by one. It takes the place of
      -- sign_in_attempts, which the release before still uses.
      create table failed_sign_ins (
        key text primary key,
        level float8 not null,
        at timestamptz not null
      );
      create index failed_sign_ins_at on failed_sign_ins (at)`,
  },
  {
    name: '004-ended-sign-ins-by-id',
    sql: `
      -- Sign-ins that their person ended, until their tokens are over in any case.
      create table ended_sign_ins (id text primary key, until timestamptz not null);
      create index ended_sign_ins_until on ended_sign_ins (until)`,
  },
  {
    name: '005-second-factors',
    sql: `
      create table second_factors (
        org text not null,
        account_id text not null,
        -- The secret, encrypted: who reads it makes no codes.
        sealed text not null,
        confirmed boolean not null default false,
        -- The period of the code that was used last: no code of it or of an earlier one is taken again.
        last_period bigint not null default 0,
        primary key (org, account_id),
        foreign key (org, account_id) references accounts (org, id)
      );
      create table recovery_codes (
        org text not null,
        account_id text not null,
        code_hash text not null,
        used_at timestamptz,
        primary key (org, account_id, code_hash),
        foreign key (org, account_id) references accounts (org, id)
      )`,
  },
  {
    name: '006-service-accounts',
    sql: `
      create table service_accounts (
        org text not null references organisations,
        id text not null,
        version bigint not null default 1,
        name text not null,
        scopes text[] not null,
        active boolean not null,
        sign_ins_from bigint not null default 0,
        changed_at timestamptz not null,
        primary key (org, id)
      );
      create table service_secrets (
        org text not null,
        service_account_id text not null,
        id text not null,
        secret_hash text not null,
        -- Its last characters, by which people tell secrets apart.
        hint text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        primary key (org, service_account_id, id),
        foreign key (org, service_account_id) references service_accounts (org, id)
      )`,
  },
  webhookTables,
  webhookTidying,
  webhookRemoval,
];
