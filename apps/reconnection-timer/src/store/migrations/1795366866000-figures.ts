import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Figures1795366866000 implements Migration {
  readonly formerName = '002-figures';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the figures of a day ask of a window. Null in windows of before, which no figures count.
      alter table windows
        add column workstream_id text,
        add column way text,
        add column ended_by text;
      create index windows_of_day on windows (workstream_id, lost_at);

      -- A list of open windows goes on after a place, and two may share a deadline.
      drop index windows_due;
      create index windows_due on windows (deadline_at, conversation_id) where outcome is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index windows_due, windows_of_day;
      create index windows_due on windows (deadline_at) where outcome is null;
      alter table windows drop column workstream_id, drop column way, drop column ended_by;
    `);
  }
}
