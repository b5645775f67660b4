import { freePort, ConnectionCutter, startPostgres } from '@rejoin/servers';
import { eventually, freshDatabase, sqlMigration, type FreshDatabase } from '@rejoin/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EntitySchema } from 'typeorm';
import { databaseClock } from './clock';
import { Database, type Tx } from './database';
import { instantColumn } from './entity-columns';
import { instantSql } from './instant-sql';
import { isUnreachable, sqlState } from './sql-errors';

const ThingEntity = new EntitySchema<{ id: number; n: number | null; at: string | null }>({
  name: 'things',
  columns: {
    id: { type: 'integer', primary: true },
    n: { type: 'bigint', nullable: true },
    at: { ...instantColumn, nullable: true },
  },
});

describe('a database', () => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    const table = sqlMigration(1, {
      up: 'create table things (id int primary key, n bigint, at timestamptz)',
    });
    fresh = await freshDatabase('routing', { migrations: [table], entities: [ThingEntity] });
    ({ database } = fresh);
  });
  beforeEach(() => database.query('truncate things'));
  afterAll(() => fresh.drop());

  const things = () => database.query<{ id: number; n: number }>('select id, n from things order by id');

  it('has one form of instants and of counts', async () => {
    const [row] = await database.query(
      `insert into things values (1, 9007199254740991, '2026-01-31 10:00:00.1234+01') returning n, at`,
    );
    expect(row).toEqual({ n: 9007199254740991, at: '2026-01-31T09:00:00.123Z' });
  });

  it('has the same form of instants in JSON', async () => {
    const [row] = await database.query(
      `select jsonb_build_object('at', ${instantSql('at')}, 'none', ${instantSql('null::timestamptz')}) as made
       from (values ('2026-01-31 10:00:00.1234+01'::timestamptz)) as t (at)`,
    );
    expect(row).toEqual({ made: { at: '2026-01-31T09:00:00.123Z', none: null } });
  });

  it('has the same form of instants and of counts in entities', async () => {
    const row = { id: 1, n: 9007199254740991, at: '2026-01-31T09:00:00.123Z' };
    await database.manager.insert(ThingEntity, row);
    expect(await database.manager.findOneBy(ThingEntity, { id: 1 })).toEqual(row);
    expect(await database.query('select * from things')).toEqual([row]);
  });

  it('writes entities in the transaction, under its locks, and tells why it failed', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.manager.insert(ThingEntity, { id: 1, n: 1 });
      await tx.manager.findOne(ThingEntity, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
      expect(await things()).toEqual([]);
      await tx.manager.insert(ThingEntity, { id: 1, n: 2 });
    });
    expect(sqlState(await failing.catch((error: unknown) => error))).toBe('23505');
    expect(await things()).toEqual([]);
  });

  it('returns the rows that an update returns', async () => {
    await database.query('insert into things (id, n) values (1, 1), (2, 2)');
    expect(await database.query('update things set n = n * 10 returning n')).toEqual([{ n: 10 }, { n: 20 }]);
    expect(await database.query('delete from things where id = 3 returning n')).toEqual([]);
  });

  it('shows no change of a transaction before its commit, and none after a failure', async () => {
    await database.transaction(async (tx) => {
      await tx.query('insert into things (id) values (1)');
      expect(await things()).toEqual([]);
    });
    expect(await things()).toHaveLength(1);
    const failed = database.transaction(async (tx) => {
      await tx.query('insert into things (id) values (2)');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await things()).toHaveLength(1);
  });

  it('runs the callbacks of a commit after it, in order, and drops them otherwise', async () => {
    const done: string[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => done.push('first'));
      tx.afterCommit(() => done.push('second'));
      await tx.query('insert into things (id) values (1)');
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['first', 'second']);

    const deferred = `create table kept (id int references things (id) deferrable initially deferred)`;
    await database.query(deferred);
    const refusedAtCommit = database.transaction(async (tx) => {
      tx.afterCommit(() => done.push('never'));
      await tx.query('insert into kept values (99)');
    });
    await expect(refusedAtCommit).rejects.toThrow('foreign key');
    await database.query('drop table kept');
    expect(done).toEqual(['first', 'second']);
  });

  it('runs the victim of a deadlock again, and its callbacks after the commit once', async () => {
    await database.query('insert into things (id, n) values (1, 0), (2, 0)');
    let attempts = 0;
    let committed = 0;
    const bothHold = barrier(2);
    const touch = (first: number, second: number) =>
      database.transaction(async (tx) => {
        attempts++;
        tx.afterCommit(() => committed++);
        await tx.query('update things set n = n + 1 where id = $1', [first]);
        await bothHold();
        await tx.query('update things set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([touch(1, 2), touch(2, 1)]);
    expect((await things()).map(({ n }) => n)).toEqual([2, 2]);
    // On a busy machine Postgres may find more than one victim.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(committed).toBe(2);
  });

  it('stops trying after repeated deadlocks', async () => {
    let attempts = 0;
    const always = database.transaction(async (tx) => {
      attempts++;
      await tx.query(`do $$ begin raise exception 'as if' using errcode = '40P01'; end $$`);
    });
    await expect(always).rejects.toThrow('as if');
    expect(attempts).toBe(3);
  });

  it('does not run again a transaction that failed for another reason', async () => {
    let attempts = 0;
    const twice = database.transaction(async (tx) => {
      attempts++;
      await tx.query('insert into things (id) values (1), (1)');
    });
    await expect(twice).rejects.toThrow('duplicate');
    expect(attempts).toBe(1);
  });

  it('accepts no statement for a transaction that is over', async () => {
    let kept: Tx | undefined;
    await database.transaction(async (tx) => {
      kept = tx;
      await tx.query('select 1');
    });
    const late = await kept?.query('insert into things (id) values (1)').catch((error: unknown) => error);
    expect(late).toMatchObject({ message: 'this transaction is over' });
    expect(isUnreachable(late)).toBe(false);
    expect(await things()).toEqual([]);
  });

  it('reads the time of the statement, not that of the transaction', async () => {
    await database.transaction(async (tx) => {
      const before = await databaseClock(tx);
      await tx.query('select pg_sleep(0.02)');
      const after = await databaseClock(tx);
      expect(Date.parse(after) - Date.parse(before)).toBeGreaterThanOrEqual(20);
      expect(after).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });
  });
});

describe('an error of a database', () => {
  it('is called unreachable when Postgres is stopped, and ends when Postgres is back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-unreachable-'));
    const options = {
      dataDir: join(folder, 'data'),
      port: await freePort(),
      password: 'test',
      durable: false,
      logFile: join(folder, 'log'),
    };
    let server = await startPostgres(options);
    const database = await Database.open({ url: server.url, applicationName: 'test', poolSize: 3 });
    try {
      const running = database.query('select pg_sleep(30)').catch((error: unknown) => error);
      await eventually(
        async () =>
          (await database.query(`select 1 from pg_stat_activity where query like '%sleep(30)'`)).length > 0,
      );
      const inTransaction = database
        .transaction(async (tx) => {
          await tx.query('select 1');
          await server.stop();
          await tx.query('select 1');
        })
        .catch((error: unknown) => error);
      expect(isUnreachable(await running)).toBe(true);
      expect(isUnreachable(await inTransaction)).toBe(true);
      const stopped = await database.query('select 1').catch((error: unknown) => error);
      expect(isUnreachable(stopped)).toBe(true);

      server = await startPostgres(options);
      await eventually(async () => (await database.query('select 1 as one')).length === 1);
    } finally {
      await database.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is called unreachable when the connection is cut, and when the server is silent', async () => {
    const fresh = await freshDatabase('routing');
    const line = await ConnectionCutter.before(fresh.url);
    const url = Object.assign(new URL(fresh.url), { port: line.port }).href;
    const database = await Database.open({ url, applicationName: 'test', poolSize: 2 });
    try {
      const asked = database.query('select pg_sleep(30)').catch((error: unknown) => error);
      await eventually(
        async () =>
          (await fresh.database.query(`select 1 from pg_stat_activity where query like '%sleep(30)'`))
            .length > 0,
      );
      line.cut();
      expect(isUnreachable(await asked)).toBe(true);
      expect(isUnreachable(await database.query('select 1').catch((error: unknown) => error))).toBe(true);
      line.silence();
      expect(isUnreachable(await database.query('select 1').catch((error: unknown) => error))).toBe(true);
    } finally {
      line.restore();
      await database.close();
      await line.close();
      await fresh.drop();
    }
  });

  it('is not called unreachable when the statement is wrong', async () => {
    const fresh = await freshDatabase('routing');
    try {
      const wrong = await fresh.database
        .query('select nothing from nowhere')
        .catch((error: unknown) => error);
      expect(sqlState(wrong)).toBe('42P01');
      expect(isUnreachable(wrong)).toBe(false);
      expect(isUnreachable(new Error('a bug'))).toBe(false);
      expect(isUnreachable(undefined)).toBe(false);
    } finally {
      await fresh.drop();
    }
  });
});

/** Lets all of `count` callers through when the last has come; whoever comes later passes. */
function barrier(count: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    if (++come >= count) open();
    return opened;
  };
}
