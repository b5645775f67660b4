import { rpcSubject, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { startService, type RunningService } from '@rejoin/service';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { Module } from '@nestjs/common';
import { SignInHttp } from './sign-in.http';

@Module({ controllers: [SignInHttp] })
class SignInOnly {}

describe("signing in at the desk's door", () => {
  let nats: TestNats;
  let databases: FreshDatabases;
  let gateway: RunningService;
  let config: Bus;
  let asked: unknown[];

  beforeAll(async () => {
    nats = await startTestNats();
    databases = await freshDatabases();
    config = new Bus({ url: nats.urlOf('config'), name: 'test' });
    config.serve(rpcSubject(signIn), (request) => {
      asked.push(request);
      return Promise.resolve({ refused: 'sign-in-failed' });
    });
    gateway = await startService('session-gateway', SignInOnly, [], {
      HOST: '127.0.0.1',
      PORT: 0,
      DATABASE_URL: databases.urls['session-gateway'],
      NATS_URL: nats.urlOf('session-gateway'),
      NATS_STREAM_REPLICAS: 1,
      REJOIN_LOG_LEVEL: 'warn',
    });
    await eventually(async () => (await config.reachesServer()) && (await gateway.parts.bus.reachesServer()));
  });
  afterAll(async () => {
    await gateway.stop();
    await config.close();
    await nats.stop();
    await databases.drop();
  });

  it('is counted by the address of the line, whatever address the body names', async () => {
    asked = [];
    const attempt = { login: 'anna@demo', password: 'wrong' };
    const response = await fetch(`${gateway.url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...attempt, address: '192.0.2.1' }),
    });
    expect(response.status).toBe(401);
    expect(asked).toEqual([{ ...attempt, address: '127.0.0.1' }]);
  });
});
