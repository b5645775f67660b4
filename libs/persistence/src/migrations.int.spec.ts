import { freshDatabase, sqlMigration, type FreshDatabase } from '@rejoin/testing';
import { Database } from './database';
import type { Schema } from './schema';

const first = sqlMigration(
  1,
  { up: `create table a (n int); insert into a values (1)`, down: `drop table a` },
  '001',
);
const second = sqlMigration(2, {
  up: `alter table a add column m int default 5`,
  down: `alter table a drop column m`,
});
const [firstName, secondName] = [first, second].map((migration) => new migration().name);

describe('migrations', () => {
  let fresh: FreshDatabase;
  const open: Database[] = [];
  beforeEach(async () => {
    fresh = await freshDatabase('routing');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((database) => database.close()));
    await fresh.drop();
  });

  /** A process of the release with these migrations. */
  const release = async (...migrations: Schema['migrations']) => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'replica',
      poolSize: 1,
      schema: { migrations },
    });
    open.push(database);
    return database.migrations;
  };
  const rows = () => fresh.database.query('select * from a');
  const formerNames = async () =>
    (await fresh.database.query<{ name: string }>('select name from migrations')).map(({ name }) => name);

  it('are applied once, although many replicas start at once', async () => {
    const replicas = await Promise.all(Array.from({ length: 6 }, () => release(first, second)));
    const applied = await Promise.all(replicas.map((replica) => replica.run()));
    expect(applied.flat()).toEqual([firstName, secondName]);
    expect(await rows()).toEqual([{ n: 1, m: 5 }]);
  });

  it('update a database of an older release', async () => {
    expect(await (await release(first)).run()).toEqual([firstName]);
    expect(await (await release(first, second)).run()).toEqual([secondName]);
    expect(await rows()).toEqual([{ n: 1, m: 5 }]);
  });

  it('are all applied or none, and can be retried', async () => {
    const broken = sqlMigration(2, { up: `alter table a add column m int; select no_such_function()` });
    await expect((await release(first, broken)).run()).rejects.toThrow('no_such_function');
    await expect(rows()).rejects.toThrow('does not exist');
    await (await release(first, second)).run();
    expect(await rows()).toEqual([{ n: 1, m: 5 }]);
  });

  it('are reverted one by one, the last one first, and can be applied again', async () => {
    const migrations = await release(first, second);
    await migrations.run();
    expect(await migrations.revert()).toBe(secondName);
    expect(await rows()).toEqual([{ n: 1 }]);
    expect(await migrations.show()).toEqual([
      { name: firstName, isApplied: true },
      { name: secondName, isApplied: false },
    ]);
    expect(await migrations.revert()).toBe(firstName);
    expect(await formerNames()).toEqual([]);
    expect(await migrations.revert()).toBeNull();
    expect(await migrations.run()).toEqual([firstName, secondName]);
  });

  it('that a newer release has applied are not reverted', async () => {
    await (await release(first, second)).run();
    await expect((await release(first)).revert()).rejects.toThrow(`No migration ${secondName}`);
    expect(await rows()).toEqual([{ n: 1, m: 5 }]);
  });

  it('that a release before TypeORM has applied are not applied again', async () => {
    await fresh.database.query(
      `drop table migrations, schema_migrations;
       create table migrations (name text primary key, applied_at timestamptz not null default now());
       insert into migrations (name) values ('001');
       create table a (n int); insert into a values (7)`,
    );
    expect(await (await release(first, second)).run()).toEqual([secondName]);
    expect(await rows()).toEqual([{ n: 7, m: 5 }]);
  });

  it('are entered for the releases before TypeORM, so that a process of them can start', async () => {
    await (await release(first, second)).run();
    expect(await formerNames()).toEqual(['001']);
  });

  it('wait for a lock on a table no longer than 5 s', async () => {
    await (await release(first)).run();
    await fresh.database.transaction(async (tx) => {
      await tx.query(`set local idle_in_transaction_session_timeout = 0`);
      await tx.query('lock table a in access share mode');
      await expect((await release(first, second)).run()).rejects.toThrow('lock timeout');
    });
  });
});
