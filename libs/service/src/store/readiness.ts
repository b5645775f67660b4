import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Migration, QueryRunner } from '@rejoin/persistence';

/** A server that does not answer for this long is down. */
const withinMs = 3_000;

/**
 * Readiness is proved by a write, because a server that became read-only or whose disk is full still answers `select
 * 1`.
 */
export class Readiness1795844920000 implements Migration {
  readonly formerName = '000-readiness';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table readiness (
        singleton boolean primary key default true check (singleton),
        proved_at timestamptz not null default clock_timestamp()
      );
      insert into readiness default values;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table readiness`);
  }
}

/** Tests whether Postgres accepts writes. */
export class WriteProbe {
  private write: Promise<boolean> | undefined;

  constructor(private readonly database: Pick<Database, 'query'>) {}

  /** Returns false when the write fails or has no answer within 3 s. */
  takesWrites(): Promise<boolean> {
    // A write that has not ended is not repeated, so that writes never queue behind a server that is frozen.
    this.write ??= this.tryWrite().finally(() => (this.write = undefined));
    return Promise.race([this.write, pause(withinMs, false, { ref: false })]);
  }

  /** A write by another replica at this moment proves the same. A connection that does not answer in time is closed. */
  private async tryWrite(): Promise<boolean> {
    try {
      await this.database.query(
        `update readiness set proved_at = clock_timestamp()
         where singleton = (select singleton from readiness for update skip locked)`,
        [],
        { answerWithinMs: withinMs },
      );
      return true;
    } catch {
      return false;
    }
  }
}
