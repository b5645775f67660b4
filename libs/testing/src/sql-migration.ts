import type { Migration, QueryRunner, Schema } from '@rejoin/persistence';

/** Creates a migration for a test. `order` is its place among the others of the test. */
export function sqlMigration(
  order: number,
  sql: { readonly up: string; readonly down?: string },
  formerName?: string,
): Schema['migrations'][number] {
  return class implements Migration {
    readonly name = `Test${1_000_000_000_000 + order}`;
    readonly formerName?: string;

    constructor() {
      if (formerName !== undefined) this.formerName = formerName;
    }

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql.up);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(sql.down ?? '');
    }
  };
}
