import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Null: the code is of a replica that runs the version before. */
export class SignInCodeVersions1796097600000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table sign_in_codes add column account_version integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table sign_in_codes drop column account_version`);
  }
}
