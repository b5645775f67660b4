import { eventually, freshDatabase, freshDatabases, sqlMigration, type FreshDatabase } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Database } from './database';
import { isUnreachable, NoConnection, takesNoWrites } from './sql-errors';

const outcomeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('a database whose server fails over', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase('routing', {
      migrations: [sqlMigration(1, { up: 'create table things (id int)' })],
    });
  });
  afterAll(() => fresh.drop());

  const open = (url = fresh.url, onTrouble?: (error: unknown) => void) =>
    Database.open({
      url,
      applicationName: 'failover-test',
      poolSize: 1,
      ...(onTrouble ? { onTrouble } : {}),
    });
  const write = (database: Database) =>
    database.transaction((tx) => tx.query('insert into things values (1)'));
  const endOthers = () =>
    fresh.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'failover-test'`,
    );

  it('treats a server that cannot write as unreachable, and keeps no connection to it', async () => {
    const troubles: unknown[] = [];
    const database = await open(fresh.url, (error) => troubles.push(error));
    const role = new URL(fresh.url).username;
    try {
      await fresh.database.query(`alter role ${role} set default_transaction_read_only = on`);
      await endOthers();
      const refused = await eventually(async () => {
        const outcome = await outcomeOf(write(database));
        return (outcome as { code?: string }).code === '25006' && outcome;
      });
      expect(isUnreachable(refused)).toBe(true);
      expect(troubles.filter(takesNoWrites)).toEqual([refused]);
      await fresh.database.query(`alter role ${role} reset default_transaction_read_only`);
      // Nobody ends our connection, and it would stay read-only for as long as it lives.
      expect(await outcomeOf(write(database))).toEqual([]);
    } finally {
      await fresh.database.query(`alter role ${role} reset default_transaction_read_only`);
      await database.close();
    }
  });

  it('drops together all connections that were made before one that cannot write', async () => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'failover-test',
      poolSize: 4,
    });
    const role = new URL(fresh.url).username;
    try {
      await fresh.database.query(`alter role ${role} set default_transaction_read_only = on`);
      await endOthers();
      const sleeps = () => outcomeOf(database.query('select pg_sleep(0.3)'));
      await eventually(async () => {
        await Promise.all(Array.from({ length: 4 }, sleeps));
        const [all] = await fresh.database.query<{ count: number }>(
          `select count(*)::int from pg_stat_activity where application_name = 'failover-test'`,
        );
        expect(all?.count).toBe(4);
      });
      await fresh.database.query(`alter role ${role} reset default_transaction_read_only`);
      expect(await outcomeOf(write(database))).toMatchObject({ code: '25006' });
      for (let i = 0; i < 4; i++) expect(await outcomeOf(write(database))).toEqual([]);
    } finally {
      await fresh.database.query(`alter role ${role} reset default_transaction_read_only`);
      await database.close();
    }
  });

  it('ends an idle transaction, so that its locks are released', async () => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'failover-test',
      poolSize: 2,
    });
    let letGo: () => void = () => undefined;
    const standsStill = new Promise<void>((resolve) => (letGo = resolve));
    const holder = outcomeOf(
      database.transaction(async (tx) => {
        await tx.query('lock table things');
        await standsStill;
      }),
    );
    try {
      await eventually(async () => expect(await outcomeOf(write(database))).toMatchObject({ code: '55P03' }));
      await eventually(async () => expect(await outcomeOf(write(database))).toEqual([]));
    } finally {
      letGo();
      expect(isUnreachable(await holder)).toBe(true);
      await database.close();
    }
  });

  it.each([1, 2])(
    'keeps working when a connection is ended right after it was made: at its answer %d',
    async (answer) => {
      const proxy = await endAtAnswer(answer, fresh.url);
      const database = await open(fresh.url);
      const url = Object.assign(new URL(fresh.url), { port: String(proxy.port) }).href;
      const ended = await outcomeOf(open(url).then((opened) => opened.close()));
      try {
        expect(isUnreachable(ended)).toBe(true);
        expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
      } finally {
        await database.close();
        proxy.server.close();
      }
    },
  );

  it('gives up a transaction on a silent connection after one time limit', async () => {
    const line = await ConnectionCutter.before(fresh.url);
    const { href } = Object.assign(new URL(fresh.url), { port: String(line.port) });
    const database = await open(href);
    const before = database.counts.statements;
    const silenced = database.transaction(
      async (tx) => {
        await tx.query('select 1');
        line.silence();
        await tx.query('select 2');
      },
      { answerWithinMs: 1_000 },
    );
    try {
      expect(await outcomeOf(silenced)).toMatchObject({ message: 'Query read timeout' });
      // Without a rollback, which would wait for another time limit.
      expect(database.counts.statements - before).toBe(3);
      line.restore();
      expect(await write(database)).toEqual([]);
    } finally {
      await database.close();
      await line.close();
    }
  }, 30_000);

  it('keeps working when a connection is ended between two statements', async () => {
    const database = await open();
    try {
      const outcome = await outcomeOf(
        database.transaction(async (tx) => {
          const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
          await endOthers();
          await eventually(async () => {
            const sessions = `select 1 from pg_stat_activity where pid = $1`;
            return (await fresh.database.query(sessions, [own?.pid])).length === 0;
          });
          await tx.query('select 1');
        }),
      );
      expect(isUnreachable(outcome)).toBe(true);
      expect(await outcomeOf(write(database))).toEqual([]);
    } finally {
      await database.close();
    }
  });

  it('keeps no connection for longer than its maximum age, so that all connect to the new server in the end', async () => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'failover-test',
      poolSize: 1,
      maxAgeSeconds: 1,
    });
    const session = async () =>
      (await database.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;
    try {
      const first = await session();
      expect(await session()).toBe(first);
      await eventually(async () => expect(await session()).not.toBe(first));
    } finally {
      await database.close();
    }
  });

  it('fails statements, not the process, when connections are ended under load', async () => {
    const database = await Database.open({
      url: fresh.url,
      applicationName: 'failover-test',
      poolSize: 4,
    });
    try {
      for (let round = 0; round < 10; round++) {
        const writes = Array.from({ length: 20 }, () => outcomeOf(write(database)));
        await endOthers();
        for (const outcome of await Promise.all(writes))
          if (outcome instanceof Error) expect(isUnreachable(outcome)).toBe(true);
      }
      await eventually(async () => (await write(database)).length === 0);
    } finally {
      await database.close();
    }
  });

  it('works with every setting of the role, and confirms no write that is not on disk', async () => {
    const role = new URL(fresh.url).username;
    await fresh.database.query(`alter role ${role} set datestyle = 'SQL, DMY'`);
    await fresh.database.query(`alter role ${role} set timezone = 'Asia/Kolkata'`);
    await fresh.database.query(`alter role ${role} set array_nulls = off`);
    await fresh.database.query(`alter role ${role} set synchronous_commit = off`);
    const database = await open();
    try {
      const at = '2026-02-01T09:00:00.123Z';
      expect(await database.query(`select $1::timestamptz as at, now() - now() as zero`, [at])).toMatchObject(
        [{ at }],
      );
      const items = await database.query(`select * from unnest($1::text[]) as item`, [['a', null]]);
      expect(items).toEqual([{ item: 'a' }, { item: null }]);
      expect(await database.query(`select current_setting('synchronous_commit') as commits`)).toEqual([
        { commits: 'on' },
      ]);
    } finally {
      await fresh.database.query(`alter role ${role} reset all`);
      await database.close();
    }
  });
});

describe('a server that accepts no connection', () => {
  it.each([
    ['since it has too many', 'connection limit 0', 'connection limit -1'],
    ['since the role may not log in', 'nologin', 'login'],
  ])('%s, is unreachable for now, and reports no error of the statement', async (_why, refuses, admits) => {
    const fresh = await freshDatabases();
    const role = new URL(fresh.urls.routing).username;
    const admin = await Database.open({ url: fresh.adminUrl, applicationName: 'test' });
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown) => void troubles.push(error);
    const options = { url: fresh.urls.routing, applicationName: 'refused', onTrouble };
    const database = await Database.open(options);
    try {
      expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
      await admin.query(`alter role ${role} ${refuses}`);
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'refused'`,
      );
      await eventually(async () => {
        const refused = await outcomeOf(database.query('select 1'));
        expect(refused).toBeInstanceOf(NoConnection);
        expect(isUnreachable(refused)).toBe(true);
        expect(troubles).toContain(refused);
      });
      // TypeORM wraps the errors of its statements.
      expect(isUnreachable(await outcomeOf(database.manager.query('select 1')))).toBe(true);
      expect(isUnreachable(await outcomeOf(Database.open(options)))).toBe(true);
      await admin.query(`alter role ${role} ${admits}`);
      expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      await admin.close();
      await fresh.drop();
    }
  });
});

describe('a transaction', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase('routing', {
      migrations: [sqlMigration(1, { up: 'create table things (id int primary key)' })],
    });
  });
  afterAll(() => fresh.drop());

  it('takes one round trip for its reads and one for its writes', async () => {
    const { database } = fresh;
    const before = { ...database.counts };
    await database.transaction(async (tx) => {
      await Promise.all([
        tx.query('select id from things where id = $1 for update', [1]),
        tx.query('select clock_timestamp() as now'),
      ]);
      tx.write('insert into things values ($1)', [1]);
      tx.write('insert into things values ($1)', [2]);
    });
    expect(database.counts.roundTrips - before.roundTrips).toBe(2);
    expect(database.counts.statements - before.statements).toBe(6);
    expect(await database.query('select id from things order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('treats a plan that a migration invalidated as unreachable for now, in every language of the server', async () => {
    const { database } = fresh;
    await database.query('create table grows (id int)');
    const read = () =>
      database.transaction(async (tx) => {
        await tx.query('select * from grows where id = $1', [1]);
        await tx.query('alter table grows add column more int');
        return tx.query('select * from grows where id = $1', [1]);
      });
    const error = await outcomeOf(read());
    expect(error).toMatchObject({ code: '0A000' });
    (error as Error).message = 'Ergebnistyp des gecachten Plans darf sich nicht verändern';
    expect(isUnreachable(error)).toBe(true);
    expect(isUnreachable({ code: '0A000', message: 'not implemented', routine: 'another' })).toBe(false);
  });

  it('fails when a statement whose result was not awaited had failed', async () => {
    const { database } = fresh;
    const twice = database.transaction((tx) => {
      tx.write('insert into things values ($1)', [3]);
      tx.write('insert into things values ($1)', [3]);
    });
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    const swallowed = database.transaction(async (tx) => {
      await tx.query('select nothing').catch(() => undefined);
    });
    await expect(swallowed).rejects.toMatchObject({ code: '42703' });
    expect(await database.query('select id from things where id = 3')).toEqual([]);
  });

  it('waits for a lock for a short time only', async () => {
    const { database } = fresh;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holder = database.transaction(async (tx) => {
      await tx.query('insert into things values ($1)', [4]);
      await held;
    });
    const waiter = await outcomeOf(database.query('insert into things values ($1)', [4]));
    letGo();
    await holder;
    expect(waiter).toMatchObject({ code: '55P03' });
    expect(isUnreachable(waiter)).toBe(true);
  });
});

/**
 * A proxy that adds a FATAL 57P01 (terminated by an administrator) to a ReadyForQuery of each connection: to the first,
 * or to the one after the session's settings.
 */
async function endAtAnswer(answer: number, url: string): Promise<{ server: Server; port: number }> {
  const { hostname: host, port } = new URL(url);
  const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
  const server = createServer((client) => {
    const upstream = connect({ host, port: Number(port) });
    client.pipe(upstream);
    let answers = 0;
    upstream.on('data', (bytes) => {
      if (bytes.subarray(-ready.length).equals(ready)) answers++;
      const isReady = answers === answer;
      client.write(isReady ? Buffer.concat([bytes, fatal]) : bytes);
      if (isReady) client.end();
    });
    for (const side of [client, upstream]) side.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

const fields = Buffer.from(
  'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0',
);
const fatal = Buffer.concat([Buffer.from('E'), Buffer.from([0, 0, 0, fields.length + 4]), fields]);
