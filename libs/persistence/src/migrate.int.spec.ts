import { freshDatabase, type FreshDatabase } from '@rejoin/testing';
import { Database } from './database';

describe('migrations', () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase('routing');
  });
  afterEach(() => fresh.drop());

  const first = { name: '001', sql: `create table a (n int); insert into a values (1)` };
  const second = { name: '002', sql: `alter table a add column m int default 5` };

  it('are applied once, although many replicas start at once', async () => {
    const replicas = await Promise.all(
      Array.from({ length: 6 }, () =>
        Database.open({ url: fresh.url, applicationName: 'replica', poolSize: 1 }),
      ),
    );
    try {
      await Promise.all(replicas.map((replica) => replica.migrate([first, second])));
      expect(await fresh.database.query('select n, m from a')).toEqual([{ n: 1, m: 5 }]);
    } finally {
      await Promise.all(replicas.map((replica) => replica.close()));
    }
  });

  it('update a database of an older release', async () => {
    await fresh.database.migrate([first]);
    await fresh.database.migrate([first, second]);
    expect(await fresh.database.query('select n, m from a')).toEqual([{ n: 1, m: 5 }]);
    expect(await fresh.database.query('select name from migrations order by name')).toEqual([
      { name: '001' },
      { name: '002' },
    ]);
  });

  it('are all applied or none, and can be retried', async () => {
    const broken = { name: '002', sql: `alter table a add column m int; select no_such_function()` };
    await expect(fresh.database.migrate([first, broken])).rejects.toThrow('no_such_function');
    await expect(fresh.database.query('select n from a')).rejects.toThrow('does not exist');
    await fresh.database.migrate([first, second]);
    expect(await fresh.database.query('select n, m from a')).toEqual([{ n: 1, m: 5 }]);
  });
});
