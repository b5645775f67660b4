import { freshDatabase, sqlMigration, startPgBouncer } from '@rejoin/testing';
import { Database } from './database';

describe('a database behind a pooler in session mode', () => {
  it('is migrated, written and read as without one', async () => {
    const fresh = await freshDatabase('routing');
    const pooler = await startPgBouncer(fresh.url);
    if ('missing' in pooler) {
      console.warn(`Skipped: ${pooler.missing}`);
      return fresh.drop();
    }
    let database: Database | undefined;
    try {
      const things = sqlMigration(1, { up: 'create table things (id int primary key, at timestamptz)' });
      database = await Database.open({
        url: pooler.url,
        applicationName: 'test',
        poolSize: 2,
        schema: { migrations: [things] },
      });
      await database.migrations.run();
      const at = '2026-02-01T09:00:00.123Z';
      for (const id of [1, 2, 3]) {
        await database.transaction(async (tx) => {
          await tx.query('select id from things where id = $1 for update', [id]);
          tx.write('insert into things values ($1, $2)', [id, at]);
        });
      }
      expect(await database.query('select at from things where id = any($1)', [[1, 3]])).toEqual([
        { at },
        { at },
      ]);
      const [limits] = await database.query(`select current_setting('lock_timeout') as lock`);
      expect(limits).toEqual({ lock: '1500ms' });
    } finally {
      await database?.close();
      await pooler.stop();
      await fresh.drop();
    }
  });
});
