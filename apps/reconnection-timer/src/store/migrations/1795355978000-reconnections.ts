import type { Migration, QueryRunner } from '@rejoin/persistence';

export class Reconnections1795355978000 implements Migration {
  readonly formerName = '001-reconnections';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per conversation: whoever decides anything about it holds this row's lock.
      create table reconnections (
        conversation_id text primary key,
        org text not null default 'default',
        sealed_at timestamptz,
        sealed_because text,
        rejected jsonb not null default '[]',
        check ((sealed_at is null) = (sealed_because is null))
      );

      -- One row per lost epoch, with how it ended.
      create table windows (
        conversation_id text not null,
        epoch int not null,
        kind text not null,
        lost_at timestamptz not null,
        deadline_at timestamptz not null,
        limit_seconds int not null,
        extensions_left int not null,
        extension_seconds int not null,
        extended_by jsonb not null default '[]',
        outcome text check (outcome in ('reconnected', 'expired', 'ended')),
        decided_at timestamptz,
        claim text,
        next_epoch int,
        primary key (conversation_id, epoch),
        check ((outcome is null) = (decided_at is null)),
        check (outcome <> 'expired' or decided_at >= deadline_at),
        check (outcome <> 'reconnected' or (decided_at < deadline_at and claim is not null and next_epoch > epoch))
      );
      create index windows_due on windows (deadline_at) where outcome is null;

      -- due_at is null: switched off, or rung.
      create table alarms (
        kind text not null,
        subject_id text not null,
        org text not null default 'default',
        generation bigint not null,
        due_at timestamptz,
        rung_at timestamptz,
        primary key (kind, subject_id)
      );
      create index alarms_due on alarms (due_at) where due_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table alarms, windows, reconnections`);
  }
}
