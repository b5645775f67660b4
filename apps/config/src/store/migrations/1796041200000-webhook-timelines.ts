import type { Migration, QueryRunner } from '@rejoin/persistence';

/** The timelines of each family that were read for webhooks, the present one last. */
export class WebhookTimelines1796041200000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook_timelines (
        family text not null,
        place bigint generated always as identity,
        timeline text not null,
        primary key (family, timeline)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table webhook_timelines`);
  }
}
