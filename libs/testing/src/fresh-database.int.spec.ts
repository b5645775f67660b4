import { eventually } from './eventually';
import { freshDatabase, freshDatabases } from './fresh-database';
import { sqlMigration } from './sql-migration';
import { Database, sqlState } from '@rejoin/persistence';

describe('a fresh database', () => {
  it('has the requested migrations in the schema of the service', async () => {
    const fresh = await freshDatabase('routing', {
      migrations: [sqlMigration(1, { up: 'create table a (n int)' })],
    });
    try {
      await fresh.database.query('insert into a values (1)');
      expect(await fresh.database.query('select n, current_schema() as schema from a')).toEqual([
        { n: 1, schema: 'routing' },
      ]);
    } finally {
      await fresh.drop();
    }
  });

  it('lets no service see the tables of another', async () => {
    const fresh = await freshDatabases();
    const config = await Database.open({ url: fresh.urls.config, applicationName: 'test' });
    const routing = await Database.open({ url: fresh.urls.routing, applicationName: 'test' });
    try {
      await config.query('create table secrets (n int)');
      const outcome = await routing.query('select * from config.secrets').catch(sqlState);
      expect(outcome).toBe('42501');
    } finally {
      await config.close();
      await routing.close();
      await fresh.drop();
    }
  });

  it('is gone after drop, also with open connections', async () => {
    const fresh = await freshDatabase('config');
    const other = await Database.open({ url: fresh.url, applicationName: 'test' });
    await fresh.drop();
    await eventually(async () => {
      await expect(other.query('select 1')).rejects.toThrow();
    });
    await other.close();
  });
});
