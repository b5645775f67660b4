import type { Migration, QueryRunner } from '@rejoin/persistence';

/** This function fails a transaction that changed an unexpected number of rows, without a round trip for the check. */
export class ExpectRows1795853035000 implements Migration {
  readonly formerName = '104-expect-rows';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function expect_rows(changed bigint, expected bigint, otherwise text) returns void language plpgsql as $$
      begin
        if changed <> expected then raise exception '%', otherwise; end if;
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function expect_rows(bigint, bigint, text)`);
  }
}
