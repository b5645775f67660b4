import type { Migration, QueryRunner } from '@rejoin/persistence';

export class ServiceAccounts1795879644000 implements Migration {
  readonly formerName = '006-service-accounts';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table service_secrets, service_accounts`);
  }
}
