import type { Migration, QueryRunner } from '@rejoin/persistence';

/**
 * Adds the last version of each kind of fact: the current one of the aggregate (fact_versions), and the one before each
 * fact (outbox). A service of the release 0.1.0 writes neither.
 */
export class MessagingKinds1795856999000 implements Migration {
  readonly formerName = '000-messaging-kinds';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox add column previous jsonb;
      alter table fact_versions add column kinds jsonb not null default '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox drop column previous;
      alter table fact_versions drop column kinds;
    `);
  }
}
