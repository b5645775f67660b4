import type { Migration, QueryRunner } from '@rejoin/persistence';

const settingsTable = (name: string): string => `
      create table ${name} (
        org text not null references organisations,
        id text not null,
        version bigint not null default 1,
        settings jsonb not null,
        changed_at timestamptz not null,
        primary key (org, id)
      );`;

export class Config1795356081000 implements Migration {
  readonly formerName = '001-config';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table setup_tokens, sign_in_attempts, audit_log, accounts, quick_replies, agents, widgets, workstreams,
        organisations
    `);
  }
}
