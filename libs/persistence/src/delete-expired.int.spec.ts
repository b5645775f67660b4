import { freshDatabase, sqlMigration, type FreshDatabase } from '@rejoin/testing';
import { deleteExpired } from './delete-expired';

describe('rows that expire', () => {
  let fresh: FreshDatabase;

  beforeAll(async () => {
    const codes = sqlMigration(1, { up: 'create table codes (id int primary key, until timestamptz)' });
    fresh = await freshDatabase('routing', { migrations: [codes] });
  });
  beforeEach(async () => {
    await fresh.database.query('truncate codes');
    // Of the five rows, 1 to 3 have expired: 1 an hour ago, 3 a minute ago.
    await fresh.database.query(
      `insert into codes select id, clock_timestamp() + minutes * interval '1 minute'
       from unnest(array[1, 2, 3, 4, 5], array[-60, -30, -1, 30, null]) as c (id, minutes)`,
    );
  });
  afterAll(() => fresh.drop());

  const codes = { table: 'codes', column: 'until' };
  const left = async () =>
    (await fresh.database.query<{ id: number }>('select id from codes order by id')).map(({ id }) => id);

  it('are deleted up to the limit, those that expired first', async () => {
    expect(await deleteExpired(fresh.database, { ...codes, limit: 2 })).toBe(2);
    expect(await left()).toEqual([3, 4, 5]);
    expect(await deleteExpired(fresh.database, { ...codes, limit: 2 })).toBe(1);
    expect(await left()).toEqual([4, 5]);
  });

  it('can be kept for some time', async () => {
    await deleteExpired(fresh.database, { ...codes, keptForSeconds: 2_400, limit: 9 });
    expect(await left()).toEqual([2, 3, 4, 5]);
  });

  it('are left alone while somebody has locked them', async () => {
    await fresh.database.transaction(async (tx) => {
      await tx.query('select from codes where id = 2 for update');
      await deleteExpired(fresh.database, { ...codes, limit: 9 });
      expect(await left()).toEqual([2, 4, 5]);
    });
    await deleteExpired(fresh.database, { ...codes, limit: 9 });
    expect(await left()).toEqual([4, 5]);
  });
});
