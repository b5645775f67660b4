import { eventually } from '@rejoin/testing';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port';
import { isAlive } from './child-process';
import { postgresUser } from './postgres-user';
import { startPostgres, type PostgresOptions, type PostgresServer } from './postgres';

// mkdtemp makes a folder that only we may enter: when we are root, Postgres, who is somebody else, may not.
describe('Postgres in a folder that only its owner may enter', () => {
  let folder: string;
  let options: PostgresOptions;
  const started: PostgresServer[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rejoin-postgres-'));
    options = {
      dataDir: join(folder, 'data'),
      port: await freePort(),
      password: 'p@ss:word/',
      durable: false,
      logFile: join(folder, 'postgres.log'),
    };
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<PostgresServer> {
    const server = await startPostgres(options);
    started.push(server);
    return server;
  }

  async function ask(server: PostgresServer, sql: string): Promise<unknown[]> {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps committed rows through a stop and through kill -9', async () => {
    options.durable = true;
    const first = await start();
    await ask(first, 'create table kept (n int); insert into kept values (1)');
    await first.stop();

    const second = await start();
    await ask(second, 'insert into kept values (2)');
    second.kill('SIGKILL');
    await second.ended;

    const third = await start();
    expect(await ask(third, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('stops the server that was left running on the same data', async () => {
    const left = await start();
    const fresh = await start();
    expect(isAlive(left.pid)).toBe(false);
    expect(await ask(fresh, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('does not stop another program whose process id is in a stale file', async () => {
    await (await start()).stop();
    // Of the user that Postgres runs as: of others it would not be afraid.
    const { uid, gid } = postgresUser(options.dataDir) ?? {};
    const owner = uid === undefined || gid === undefined ? {} : { uid, gid };
    const stranger = spawn('sleep', ['600'], { ...owner, cwd: '/', stdio: 'ignore' });
    try {
      writeFileSync(join(options.dataDir, 'postmaster.pid'), `${stranger.pid}\n${options.dataDir}\n`);
      const fresh = await start();
      expect(await ask(fresh, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(isAlive(stranger.pid!)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('starts again from the beginning when its first start was interrupted', async () => {
    mkdirSync(join(`${options.dataDir}.new`, 'base'), { recursive: true });
    await start();
    expect(existsSync(`${options.dataDir}.new`)).toBe(false);
  });

  it('reports why it does not start', async () => {
    const taker = createServer().listen(options.port, '127.0.0.1');
    try {
      await eventually(() => taker.listening);
      await expect(startPostgres(options)).rejects.toThrow(/Address already in use/);
    } finally {
      taker.close();
    }
  });

  it('refuses a connection without the password', async () => {
    const server = await start();
    const stranger = new Client({ connectionString: server.url.replace(/:[^:@]*@/, ':wrong@') });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  });
});
