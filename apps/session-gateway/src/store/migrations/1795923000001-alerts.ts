import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Alerts1795923000001 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alert_thresholds (
        workstream_id text primary key,
        org text not null,
        version integer not null,
        thresholds jsonb not null,
        changed_by text not null,
        changed_at timestamptz not null default clock_timestamp()
      );

      -- The thresholds that are crossed now.
      create table alerts (
        workstream_id text not null,
        kind text not null,
        org text not null,
        value double precision not null,
        threshold double precision not null,
        raised_at timestamptz not null default clock_timestamp(),
        primary key (workstream_id, kind)
      );
      create index alerts_raised on alerts (org, raised_at desc);

      -- The gateway that changes this row checks the thresholds; the others leave them to it.
      create table alert_checks (checked_at timestamptz not null);
      insert into alert_checks (checked_at) values (clock_timestamp());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table alert_thresholds, alerts, alert_checks`);
  }
}
