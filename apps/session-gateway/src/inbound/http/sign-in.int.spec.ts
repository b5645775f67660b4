import { rpcSubject, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { AccessTokens, startService, type RunningService } from '@rejoin/service';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { Module } from '@nestjs/common';
import { SignInHttp } from './sign-in.http';
import { SignIns } from '../sockets/sign-ins';

@Module({
  controllers: [SignInHttp],
  providers: [
    { provide: SignIns, useValue: {} },
    { provide: AccessTokens, useValue: {} },
  ],
})
class SignInOnly {}

describe('signing in at the gateway', () => {
  let nats: TestNats;
  let databases: FreshDatabases;
  let gateway: RunningService;
  let config: Bus;
  let behindBalancer: RunningService;
  let asked: unknown[];

  beforeAll(async () => {
    nats = await startTestNats();
    databases = await freshDatabases();
    config = new Bus({ url: nats.urlOf('config'), name: 'test' });
    config.serve(rpcSubject(signIn), (request) => {
      asked.push(request);
      return Promise.resolve({ refused: 'sign-in-failed' });
    });
    gateway = await open([]);
    behindBalancer = await open(['127.0.0.1', '10.0.0.0/8']);
    const buses = [config, gateway.parts.bus, behindBalancer.parts.bus];
    for (const bus of buses) await eventually(() => bus.reachesServer());
  });
  afterAll(async () => {
    await gateway.stop();
    await behindBalancer.stop();
    await config.close();
    await nats.stop();
    await databases.drop();
  });

  function open(balancers: string[]): Promise<RunningService> {
    return startService(
      'session-gateway',
      SignInOnly,
      { migrations: [] },
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: databases.urls['session-gateway'],
        NATS_URL: nats.urlOf('session-gateway'),
        NATS_STREAM_REPLICAS: 1,
        REJOIN_TRUST_PROXY: balancers,
        REJOIN_LOG_LEVEL: 'warn',
      },
    );
  }

  /** Signs in, and returns the address by which the attempt is counted. */
  async function counted(at: RunningService, more: object = {}, headers = {}): Promise<unknown> {
    asked = [];
    const attempt = { login: 'anna@demo', password: 'wrong' };
    const response = await fetch(`${at.url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ ...attempt, ...more }),
    });
    expect(response.status).toBe(401);
    expect(asked).toMatchObject([attempt]);
    return (asked[0] as { address?: unknown }).address;
  }

  it("is counted by the client's address, whatever address the request names", async () => {
    expect(await counted(gateway, { address: '192.0.2.1' })).toBe('127.0.0.1');
    expect(await counted(gateway, {}, { 'X-Forwarded-For': '192.0.2.1' })).toBe('127.0.0.1');
  });

  it('is counted by the address that the trusted load balancers report, not by headers of the client', async () => {
    const forwarded = { 'X-Forwarded-For': '192.0.2.1, 198.51.100.7, 10.1.2.3' };
    expect(await counted(behindBalancer, {}, forwarded)).toBe('198.51.100.7');
    expect(await counted(behindBalancer)).toBe('127.0.0.1');
  });
});
