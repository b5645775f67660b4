import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { Module } from '@nestjs/common';
import { startService, type RunningService } from './run-service';

@Module({})
class Nothing {}

describe('the health of a service', () => {
  let nats: TestNats;
  let databases: FreshDatabases;
  let service: RunningService;
  let line: ConnectionCutter;

  beforeAll(async () => {
    nats = await startTestNats();
    databases = await freshDatabases();
    await nats.stop();
    line = await ConnectionCutter.before(databases.urls.routing);
    const { href } = Object.assign(new URL(databases.urls.routing), { port: String(line.port) });
    service = await startService(
      'routing',
      Nothing,
      { migrations: [] },
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: href,
        NATS_URL: nats.urlOf('routing'),
        NATS_STREAM_REPLICAS: 1,
        REJOIN_LOG_LEVEL: 'silent',
      },
    );
  });
  afterAll(async () => {
    await service.stop();
    await line.close();
    await databases.drop();
    await nats.stop();
  });

  const health = async (verb: string) => {
    const response = await fetch(`${service.opsUrl}/health/${verb}`);
    return { code: response.status, ...((await response.json()) as Record<string, string>) };
  };
  const becomes = (verb: string, code: number) =>
    eventually(async () => expect(await health(verb)).toMatchObject({ code }));

  it('is started once its stream exists, and stays so', async () => {
    await eventually(async () =>
      expect(await health('startup')).toMatchObject({
        code: 503,
        status: 'down',
        reason: `NATS at ${new URL(nats.url).host}: nothing listens there`,
      }),
    );
    await nats.start();
    await becomes('startup', 200);
    await nats.stop();
    await becomes('ready', 503);
    expect(await health('startup')).toMatchObject({ code: 200 });
    await nats.start();
    await becomes('ready', 200);
  });

  it('is not ready while NATS does not answer, and alive nevertheless', async () => {
    await nats.stop();
    await becomes('ready', 503);
    expect(await health('ready')).toMatchObject({ postgres: 'up', nats: 'down' });
    expect(await health('live')).toMatchObject({ code: 200, status: 'up' });
    await nats.start();
    await becomes('ready', 200);
  });

  it('is not ready while Postgres answers but takes no write, and alive nevertheless', async () => {
    const { database } = service.parts;
    await database.query('alter table readiness rename to unwritable');
    expect(await health('ready')).toMatchObject({ code: 503, postgres: 'down', nats: 'up' });
    expect(await health('live')).toMatchObject({ code: 200, status: 'up' });
    await database.query('alter table unwritable rename to readiness');
    expect(await health('ready')).toMatchObject({ code: 200 });
  });

  it('answers that it is not ready while Postgres is silent, whatever the number of requests', async () => {
    line.silence();
    const askAgain = () => health('ready');
    const answers = await Promise.all(Array.from({ length: 30 }, askAgain));
    for (const answer of answers) expect(answer).toMatchObject({ code: 503, postgres: 'down', nats: 'up' });
    line.restore();
    await becomes('ready', 200);
  });

  it('is not alive when its HTTP server has closed, which only a restart mends', async () => {
    service.app.getHttpServer().close();
    await becomes('live', 503);
    expect(await health('live')).toMatchObject({ status: 'down', reason: 'the HTTP server does not listen' });
  });
});
