import {
  eventually,
  freshDatabases,
  sqlMigration,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { Database, type Schema } from '@rejoin/persistence';
import { Module } from '@nestjs/common';
import { Client } from 'pg';
import { startService } from './run-service';

@Module({})
class Nothing {}

describe('the start of a service', () => {
  let nats: TestNats;
  let databases: FreshDatabases;
  let admin: Client;
  let role: string;

  beforeAll(async () => {
    nats = await startTestNats();
    databases = await freshDatabases();
    role = new URL(databases.urls.routing).username;
    admin = new Client({ connectionString: databases.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await databases.drop();
    await nats.stop();
  });

  const start = (...migrations: Schema['migrations']) =>
    startService(
      'routing',
      Nothing,
      { migrations },
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: databases.urls.routing,
        NATS_URL: nats.urlOf('routing'),
        NATS_STREAM_REPLICAS: 1,
        REJOIN_LOG_LEVEL: 'silent',
      },
    );
  const sessions = async () => {
    const { rows } = await admin.query<{ pid: number }>(
      'select pid from pg_stat_activity where usename = $1 and query like $2',
      [role, '%pg_sleep%'],
    );
    return rows;
  };

  it.each([
    ['has too many connections', 'connection limit 0', 'connection limit -1'],
    ['does not admit its role', 'nologin', 'login'],
  ])('waits for a Postgres that %s', async (_what, refuses, admits) => {
    await admin.query(`alter role ${role} ${refuses}`);
    const attempts = jest.spyOn(Database, 'open');
    const starting = start();
    const ended = starting.then(
      () => 'started',
      (error: unknown) => error,
    );
    try {
      const again = eventually(() => attempts.mock.calls.length > 1 && 'tries again');
      expect(await Promise.race([ended, again])).toBe('tries again');
    } finally {
      await admin.query(`alter role ${role} ${admits}`);
      attempts.mockRestore();
    }
    await (await starting).stop();
  });

  it('serves health and figures on the operations port, and nowhere else', async () => {
    const service = await start();
    try {
      const statusOf = async (url: string) => (await fetch(url)).status;
      for (const path of ['/health/live', '/health/ready', '/metrics']) {
        await eventually(async () => expect(await statusOf(`${service.opsUrl}${path}`)).toBe(200));
        expect(await statusOf(`${service.url}${path}`)).toBe(404);
      }
    } finally {
      await service.stop();
    }
  });

  it('starts again when Postgres ends its session in the middle of the migrations', async () => {
    const starting = start(sqlMigration(1, { up: 'create table begun (id int); select pg_sleep(1)' }));
    try {
      const [first] = await eventually(async () => {
        const found = await sessions();
        return found.length > 0 && found;
      });
      await admin.query('select pg_terminate_backend($1)', [first?.pid]);
    } finally {
      await (await starting).stop();
    }
  });
});
