import type { Migration, QueryRunner } from '@rejoin/persistence';

/** Stores whether the chosen presence of an agent also applies at the next sign-in. */
export class KeptPresence1795851096000 implements Migration {
  readonly formerName = '102-kept-presence';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table agents add column keeps_choice boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table agents drop column keeps_choice`);
  }
}
