import { agentNames, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { AccessTokens } from '@rejoin/service';
import { eventually } from '@rejoin/testing';
import { decodeJwt } from 'jose';
import { startConfig, type TestConfig } from '../config.fixture';

describe('signing in', () => {
  let config: TestConfig;

  beforeAll(async () => {
    config = await startConfig({ REJOIN_DEMO: '1' });
  });
  afterAll(() => config.stop());
  beforeEach(() => query('delete from sign_in_attempts'));

  const attempt = (login: string, password: string) =>
    config.call('POST', '/v1/sign-in', { body: { login, password } });

  const query = (sql: string) => config.service.parts.database.query(sql);

  /** As if so many attempts with this login, from this address, had failed. */
  async function failed(login: string, times: number): Promise<void> {
    await attempt(login, 'wrong password');
    await query(`update sign_in_attempts set failures = ${times}`);
  }

  it('gives a token for 12 hours that says who one is, to every service', async () => {
    const { status, body, headers } = await attempt('anna@demo', 'rejoin-demo');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const account = { accountId: 'anna', agentId: 'anna', displayName: 'Anna', roles: ['agent'] };
    expect(body).toMatchObject({ account });

    const token = String(body['token']);
    const tokens = new AccessTokens(process.env['REJOIN_TOKEN_PUBLIC_KEY'] ?? '');
    expect(await tokens.verify(token)).toEqual({ org: 'default', ...account });
    const { iat = 0, exp = 0 } = decodeJwt(token);
    expect(exp - iat).toBe(12 * 3600);
    expect(new Date(exp * 1000).toISOString()).toBe(body['expiresAt']);
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ etag: '"1"', body: account });
  });

  it('fails alike for a wrong password, an unknown login, and an account without one or not active', async () => {
    const token = await config.tokenOf('admin@demo');
    const base = { displayName: 'X', roles: ['supervisor'], agentId: null, external: null };
    const password = 'correct horse battery';
    for (const body of [
      { ...base, login: 'none@shop', active: true, password: null },
      { ...base, login: 'off@shop', active: false, password },
    ]) {
      expect(await config.call('POST', '/v1/accounts', { token, body })).toMatchObject({ status: 201 });
    }
    const failures = [
      await attempt('anna@demo', password),
      await attempt('unknown@demo', password),
      await attempt('none@shop', password),
      await attempt('off@shop', password),
      await attempt('not a login', password),
    ];
    for (const failure of failures) {
      expect(failure.status).toBe(401);
      expect(failure.body).toEqual(failures[0]?.body);
      expect(failure.body).toMatchObject({ name: 'sign-in-failed' });
    }
  });

  it('takes as long for an unknown login as for a wrong password', async () => {
    const took = async (login: string) => {
      await query('delete from sign_in_attempts');
      const began = performance.now();
      await attempt(login, 'wrong password');
      return performance.now() - began;
    };
    // Without the decoy the unknown one answers in a few milliseconds, a fiftieth, however often one asks.
    await eventually(async () => {
      const [known, unknown] = [await took('anna@demo'), await took('unknown@demo')];
      expect(unknown).toBeGreaterThan(known / 5);
      expect(known).toBeGreaterThan(unknown / 5);
    });
  });

  it('is over for a login after ten failures, with the right password too, and for no other login', async () => {
    const failures = await Promise.all(
      Array.from({ length: 14 }, () => attempt('ben@demo', 'wrong password')),
    );
    expect(failures.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(failures.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(await attempt('BEN@demo', 'rejoin-demo')).toMatchObject({
      status: 429,
      body: { name: 'too-many' },
    });
    expect(await attempt('anna@demo', 'rejoin-demo')).toMatchObject({ status: 200 });
  });

  it('is as soon over for a login that does not exist', async () => {
    await failed('nobody@demo', 9);
    expect(await attempt('nobody@demo', 'wrong password')).toMatchObject({ status: 401 });
    expect(await attempt('nobody@demo', 'wrong password')).toMatchObject({ status: 429 });
  });

  it('is possible again when five minutes have passed', async () => {
    await failed('ben@demo', 10);
    await query(`update sign_in_attempts set since = since - interval '100 seconds'`);
    const { status, headers } = await attempt('ben@demo', 'rejoin-demo');
    expect(status).toBe(429);
    const retryAfter = Number(headers.get('Retry-After'));
    expect(retryAfter).toBeLessThanOrEqual(200);
    expect(retryAfter).toBeGreaterThan(100);
    await query(`update sign_in_attempts set since = since - interval '201 seconds'`);
    expect(await attempt('ben@demo', 'rejoin-demo')).toMatchObject({ status: 200 });
  });

  it('is over for an address after a hundred failures with whatever logins', async () => {
    await failed('anna@demo', 100);
    await query(`delete from sign_in_attempts where key = encode(sha256('login:default:anna@demo'), 'hex')`);
    expect(await attempt('sam@demo', 'rejoin-demo')).toMatchObject({ status: 429 });
  });

  it('may succeed as often as one likes, also with the last attempt that is left', async () => {
    await failed('anna@demo', 9);
    for (let i = 0; i < 3; i++) {
      expect(await attempt('anna@demo', 'rejoin-demo')).toMatchObject({ status: 200 });
    }
  });

  it('leaves nothing readable of what was typed', async () => {
    await attempt('my-password-in-the-wrong-field', 'x');
    const rows = await query('select * from sign_in_attempts');
    expect(JSON.stringify(rows)).not.toContain('my-password');
    expect(rows).toHaveLength(2);
  });

  it('is not tried with fields that are missing', async () => {
    expect(await config.call('POST', '/v1/sign-in', { body: {} })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/login' }, { field: '/password' }] },
    });
  });

  describe('asked by another service', () => {
    let bus: Bus;
    beforeAll(async () => {
      bus = new Bus({ url: config.nats.urlOf('session-gateway'), name: 'test' });
      await eventually(() => bus.reachesServer());
    });
    afterAll(() => bus.close());

    // Hashing a password takes its time on a busy machine.
    const ask: Bus['ask'] = (rpc, request) => bus.ask(rpc, request, 20_000);

    it('gives the same answers', async () => {
      const right = { login: 'anna@demo', password: 'rejoin-demo' };
      expect(await ask(signIn, right)).toMatchObject({ account: { accountId: 'anna' } });
      const wrong = { ...right, password: 'wrong', address: '10.1.2.3' };
      expect(await ask(signIn, wrong)).toEqual({ refused: 'sign-in-failed' });
      expect(await ask(signIn, { ...right, login: 'no login' })).toEqual({ refused: 'sign-in-failed' });
    });

    it('counts the failures of an address where one is told', async () => {
      const wrong = { login: 'anna@demo', password: 'wrong', address: '10.9.9.9' };
      await ask(signIn, wrong);
      const key = `encode(sha256('address:10.9.9.9'), 'hex')`;
      const rows = await config.service.parts.database.query(
        `select failures from sign_in_attempts where key = ${key}`,
      );
      expect(rows).toEqual([{ failures: 1 }]);
    });

    it('gives the names of agents, and leaves out whom it does not know', async () => {
      expect(await ask(agentNames, { agentIds: ['anna', 'ben', 'nobody'] })).toEqual({
        names: { anna: 'Anna', ben: 'Ben' },
      });
      expect(await ask(agentNames, { agentIds: [] })).toEqual({ names: {} });
    });
  });
});
