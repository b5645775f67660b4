import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Outages1795851096000 implements Migration {
  readonly formerName = '003-outages';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last sign of life of a timer that reached the bus, whichever replica it was.
      create table heartbeat (
        only_row boolean primary key default true check (only_row),
        beat_at timestamptz not null
      );
      -- The times without one.
      create table outages (
        since timestamptz primary key,
        until timestamptz not null check (until > since)
      );
      create index outages_until on outages (until);

      -- A return may be decided after the deadline when it was asked before.
      alter table windows add column asked_at timestamptz;
      alter table windows drop constraint windows_check2, add check (outcome <> 'reconnected'
        or (coalesce(asked_at, decided_at) < deadline_at and claim is not null and next_epoch > epoch));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- This fails, and nothing changes, when a return was decided after its deadline: the release before has no such rows.
      alter table windows drop constraint windows_check2, add check (outcome <> 'reconnected'
        or (decided_at < deadline_at and claim is not null and next_epoch > epoch));
      alter table windows drop column asked_at;
      drop table outages, heartbeat;
    `);
  }
}
