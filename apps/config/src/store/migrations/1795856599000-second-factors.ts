import type { Migration, QueryRunner } from '@rejoin/persistence';

export class SecondFactors1795856599000 implements Migration {
  readonly formerName = '005-second-factors';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table recovery_codes, second_factors`);
  }
}
