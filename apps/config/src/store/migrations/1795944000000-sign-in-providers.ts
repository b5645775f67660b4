import type { Migration, QueryRunner } from '@rejoin/persistence';

export class SignInProviders1795944000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sign_in_codes (
        code_hash text primary key,
        account_id text not null,
        challenge text not null,
        sign_out_url text,
        until timestamptz not null
      );
      create index sign_in_codes_until on sign_in_codes (until);
      alter table organisations add column passwords boolean not null default true
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sign_in_codes;
      alter table organisations drop column passwords
    `);
  }
}
