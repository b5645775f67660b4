import { agentNames, endSignIn, renewSignIn, signIn } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { AccessTokens } from '@rejoin/service';
import { eventually } from '@rejoin/testing';
import { decodeJwt } from 'jose';
import { startShop, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';
import { instant, millis, newId } from '@rejoin/kernel';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { PasswordHashes } from '../keys/password-hashes';

describe('signing in', () => {
  let config: TestConfig;

  beforeAll(async () => {
    config = await startShop({}, ['127.0.0.1']);
  });
  afterAll(() => config.stop());
  beforeEach(() => query('delete from failed_sign_ins'));

  /** Sends the attempt from this machine, or from an address in the header of its load balancer. */
  const attempt = (login: string, password: string, address = '127.0.0.1') =>
    config.call('POST', '/v1/sign-in', {
      body: { login, password },
      headers: { 'X-Forwarded-For': address },
    });

  const query = (sql: string) => config.service.parts.database.query(sql);

  it('issues a token for 4 hours that identifies the account to every service', async () => {
    const { status, body, headers } = await attempt('anna@shop', shop.password);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const account = { accountId: 'anna', agentId: 'anna', displayName: 'Anna', roles: ['agent'] };
    expect(body).toMatchObject({ account });

    const token = String(body['token']);
    const tokens = config.service.app.get(AccessTokens);
    expect(await tokens.verify(token)).toEqual({ org: 'default', ...account });
    const { iat = 0, exp = 0 } = decodeJwt(token);
    expect(exp - iat).toBe(4 * 3600);
    expect(new Date(exp * 1000).toISOString()).toBe(body['expiresAt']);
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ etag: '"1"', body: account });
  });

  it('lasts while it is used, for at most 12 hours: a renewed token belongs to the same sign-in', async () => {
    const { body } = await attempt('anna@shop', shop.password);
    const token = String(body['token']);
    const renewed = await config.call('POST', '/v1/sign-in/renew', { token });
    expect(renewed).toMatchObject({ status: 200, body: { account: { accountId: 'anna' } } });
    const [first, second] = [decodeJwt(token), decodeJwt(String(renewed.body['token']))];
    expect(second).toMatchObject({ sid: first['sid'], auth_time: first['auth_time'] });
    const issuer = config.service.app.get(AccessTokenIssuer);
    const tokens = config.service.app.get(AccessTokens);
    const principal = await tokens.verify(token);
    const startedAt = instant(Date.now() - 11 * 3_600_000);
    const late = await issuer.issue(principal!, 1, { signInId: 'old', startedAt });
    expect(millis(late.expiresAt) - millis(startedAt)).toBeLessThanOrEqual(12 * 3_600_000);
  });

  it('is invalid after signing out, for that sign-in only; signing out again changes nothing', async () => {
    const [token, other] = [await config.tokenOf('sam@shop'), await config.tokenOf('sam@shop')];
    const renewed = String((await config.call('POST', '/v1/sign-in/renew', { token })).body['token']);
    expect(await config.call('POST', '/v1/sign-out', { token })).toMatchObject({ status: 200 });
    for (const ended of [token, renewed])
      for (const path of ['/v1/sign-in/renew', '/v1/sign-out'])
        expect(await config.call('POST', path, { token: ended })).toMatchObject({
          status: 401,
          body: { name: 'sign-in-expired' },
        });
    expect(await config.call('GET', '/v1/me', { token: other })).toMatchObject({ status: 200 });
    const facts = await query(`select data from outbox where type = 'SignInsEnded' and aggregate_id = 'sam'`);
    expect(facts).toMatchObject([{ data: { before: 1, signIn: { signInId: decodeJwt(token)['sid'] } } }]);
  });

  it('fails in the same way for a wrong password, an unknown login, and an account that is inactive or has no password', async () => {
    const token = await config.tokenOf('admin@shop');
    const base = { displayName: 'X', roles: ['supervisor'], agentId: null, external: null };
    const password = 'correct horse battery';
    for (const body of [
      { ...base, login: 'none@shop', active: true, password: null },
      { ...base, login: 'off@shop', active: false, password },
    ]) {
      expect(await config.call('POST', '/v1/accounts', { token, body })).toMatchObject({ status: 201 });
    }
    const failures = [
      await attempt('anna@shop', password),
      await attempt('unknown@shop', password),
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
      await query('delete from failed_sign_ins');
      const began = performance.now();
      await attempt(login, 'wrong password');
      return performance.now() - began;
    };
    // Without the decoy hash, an unknown login is answered in a few milliseconds, a fiftieth of the time, at every
    // attempt.
    await eventually(async () => {
      const [known, unknown] = [await took('anna@shop'), await took('unknown@shop')];
      expect(unknown).toBeGreaterThan(known / 5);
      expect(known).toBeGreaterThan(unknown / 5);
    });
  });

  it('is limited for a login from one address after ten failures, but not for another login or address', async () => {
    const failures = await Promise.all(
      Array.from({ length: 14 }, () => attempt('ben@shop', 'wrong password')),
    );
    expect(failures.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(failures.filter(({ status }) => status === 429)).toHaveLength(4);
    const over = await attempt('BEN@shop', shop.password);
    expect(over).toMatchObject({ status: 429, body: { name: 'too-many' } });
    expect(Number(over.headers.get('Retry-After'))).toBeLessThanOrEqual(30);
    expect(await attempt('anna@shop', shop.password)).toMatchObject({ status: 200 });
    expect(await attempt('ben@shop', shop.password, '192.0.2.9')).toMatchObject({ status: 200 });
    await query(`update failed_sign_ins set at = at - interval '31 seconds'`);
    expect(await attempt('ben@shop', shop.password)).toMatchObject({ status: 200 });
  });

  it('is not limited because the clock of the database went back', async () => {
    expect(await attempt('carl@shop', 'wrong password')).toMatchObject({ status: 401 });
    await query(`update failed_sign_ins set at = at + interval '1 hour'`);
    expect(await attempt('carl@shop', 'wrong password')).toMatchObject({ status: 401 });
  });

  it('is limited as early for a login that does not exist', async () => {
    for (let i = 0; i < 10; i++)
      expect(await attempt('nobody@shop', 'wrong password')).toMatchObject({ status: 401 });
    expect(await attempt('nobody@shop', 'wrong password')).toMatchObject({ status: 429 });
  });

  it('is never limited for a device that signed in before, whatever others do, even from its own address', async () => {
    const { body } = await attempt('ben@shop', shop.password);
    const deviceToken = String(body['deviceToken']);
    for (let i = 0; i < 60; i++) await attempt('ben@shop', 'wrong password', `192.0.2.${i}`);
    for (let i = 0; i < 12; i++) await attempt('ben@shop', 'wrong password');
    const known = (password: string, login = 'ben@shop') =>
      config.call('POST', '/v1/sign-in', { body: { login, password, deviceToken } });
    expect(await attempt('ben@shop', shop.password)).toMatchObject({ status: 429 });
    expect(await known(shop.password)).toMatchObject({ status: 200 });
    // The device has its own count, and is recognised for this login only.
    for (let i = 0; i < 10; i++) expect(await known('wrong password')).toMatchObject({ status: 401 });
    expect(await known(shop.password)).toMatchObject({ status: 429 });
    for (let i = 0; i < 10; i++) await known('wrong password', 'anna@shop');
    expect(await attempt('anna@shop', shop.password)).toMatchObject({ status: 429 });
    expect(await config.call('GET', '/v1/me', { token: deviceToken })).toMatchObject({ status: 401 });
  });

  it('is slowed down for a login that is guessed from many addresses, and never blocked', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, i) => attempt('ben@shop', 'wrong password', `198.51.100.${i}`)),
    );
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThan(55);
    const slowed = await attempt('ben@shop', shop.password, '203.0.113.1');
    expect(slowed).toMatchObject({ status: 429 });
    const seconds = Number(slowed.headers.get('Retry-After'));
    expect(seconds).toBeLessThanOrEqual(10);
    await query(`update failed_sign_ins set at = at - interval '11 seconds'`);
    expect(await attempt('ben@shop', shop.password, '203.0.113.1')).toMatchObject({ status: 200 });
  });

  it('is limited for an address after a hundred failures with any logins, and for its whole IPv6 network', async () => {
    await attempt('anna@shop', 'wrong password', '2001:db8:1:2::1');
    await query(`update failed_sign_ins set level = 100, at = clock_timestamp()
      where key = encode(sha256('address:2001:db8:1:2::/64'), 'hex')`);
    expect(await attempt('sam@shop', shop.password, '2001:db8:1:2:ffff::9')).toMatchObject({ status: 429 });
    expect(await attempt('sam@shop', shop.password, '2001:db8:1:3::1')).toMatchObject({ status: 200 });
  });

  it('can succeed any number of times, also with the last attempt that is left', async () => {
    for (let i = 0; i < 9; i++) await attempt('anna@shop', 'wrong password');
    for (let i = 0; i < 3; i++) {
      expect(await attempt('anna@shop', shop.password)).toMatchObject({ status: 200 });
    }
  });

  it('is not counted when the password was not checked because too many requests waited', async () => {
    const busy = jest
      .spyOn(config.service.app.get(PasswordHashes), 'matches')
      .mockResolvedValue({ refused: 'unavailable', retryAfterSeconds: 4 });
    for (let i = 0; i < 12; i++) {
      const answer = await attempt('anna@shop', shop.password);
      expect(answer).toMatchObject({ status: 503, body: { name: 'unavailable' } });
      expect(answer.headers.get('Retry-After')).toBe('4');
    }
    busy.mockRestore();
    expect(await attempt('anna@shop', shop.password)).toMatchObject({ status: 200 });
  });

  it('stores none of the typed texts in readable form', async () => {
    await attempt('my-password-in-the-wrong-field', 'x');
    const rows = await query('select * from failed_sign_ins');
    expect(JSON.stringify(rows)).not.toContain('my-password');
    expect(rows).toHaveLength(3);
  });

  it('is refused without a count when fields are missing', async () => {
    expect(await config.call('POST', '/v1/sign-in', { body: {} })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/login' }, { field: '/password' }] },
    });
  });

  describe('requested by another service', () => {
    let bus: Bus;
    beforeAll(async () => {
      bus = new Bus({ url: config.nats.urlOf('session-gateway'), name: 'test' });
      await eventually(() => bus.reachesServer());
    });
    afterAll(() => bus.close());

    // Hashing a password takes long on a busy machine.
    const ask: Bus['ask'] = (rpc, request) => bus.ask(rpc, request, 20_000);

    it('gives the same answers', async () => {
      const right = { login: 'anna@shop', password: shop.password };
      expect(await ask(signIn, right)).toMatchObject({ account: { accountId: 'anna' } });
      const wrong = { ...right, password: 'wrong', address: '10.1.2.3' };
      expect(await ask(signIn, wrong)).toEqual({ refused: 'sign-in-failed' });
      expect(await ask(signIn, { ...right, login: 'no login' })).toEqual({ refused: 'sign-in-failed' });
    });

    it('renews a sign-in until it is ended, and leaves other sign-ins open', async () => {
      const startedAt = instant(Date.now() - 60_000);
      const open = { accountId: 'anna', accountVersion: 1, signInId: newId(), startedAt };
      const other = { ...open, signInId: newId() };
      expect(await ask(renewSignIn, open)).toMatchObject({ account: { accountId: 'anna' } });
      expect(await ask(endSignIn, { accountId: 'anna', signInId: open.signInId })).toEqual({});
      expect(await ask(renewSignIn, open)).toEqual({ refused: 'sign-in-expired' });
      expect(await ask(renewSignIn, other)).toMatchObject({ account: { accountId: 'anna' } });
    });

    it('counts the failures of an address that the request contains', async () => {
      const wrong = { login: 'anna@shop', password: 'wrong', address: '10.9.9.9' };
      await ask(signIn, wrong);
      const key = `encode(sha256('address:10.9.9.9'), 'hex')`;
      const rows = await config.service.parts.database.query(
        `select level from failed_sign_ins where key = ${key}`,
      );
      expect(rows).toEqual([{ level: 1 }]);
    });

    it('returns the names of agents, and leaves out unknown ones', async () => {
      expect(await ask(agentNames, { agentIds: ['anna', 'ben', 'nobody'] })).toEqual({
        names: { anna: 'Anna', ben: 'Ben' },
      });
      expect(await ask(agentNames, { agentIds: [] })).toEqual({ names: {} });
    });
  });
});
