import { startConfig, type TestConfig } from '../config.fixture';
import { addSetupToken } from '../store/setup-tokens.store';
import { makeSetupToken } from './make-setup-token';
import { hashSecret } from '@rejoin/kernel';

const token = 'a-setup-token-that-nobody-could-guess';
const administrator = { login: 'ada@shop', displayName: 'Ada', password: 'correct horse battery' };

describe('the first administrator', () => {
  let config: TestConfig;

  beforeAll(async () => {
    config = await startConfig({ REJOIN_SETUP_TOKEN: token });
  });
  afterAll(() => config.stop());
  beforeEach(async () => {
    for (const table of ['accounts', 'audit_log', 'setup_tokens', 'failed_sign_ins']) {
      await config.service.parts.database.query(`delete from ${table}`);
    }
    await config.restart();
  });

  const make = (body: object) =>
    config.call('POST', '/v1/first-administrator', { body: { ...administrator, ...body } });
  const denied = { status: 404, body: { name: 'denied' } };

  it('is created once with a setup token, and appears in the audit log', async () => {
    const created = await make({ token });
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { login: 'ada@shop', roles: ['administrator'] },
    });
    const access = await config.tokenOf('ada@shop', administrator.password);
    const { items } = (await config.call('GET', '/v1/audit-log', { token: access })).body;
    expect(items).toMatchObject([
      { by: { as: 'setup', accountId: null }, what: 'account', action: 'created' },
    ]);

    expect(await make({ token, login: 'eve@shop' })).toMatchObject(denied);
    await config.restart();
    expect(await make({ token, login: 'eve@shop' })).toMatchObject(denied);
  });

  it('cannot be created with a used token, even when no administrator is left', async () => {
    await make({ token });
    await config.service.parts.database.query('update accounts set active = false');
    expect(await make({ token, login: 'eve@shop' })).toMatchObject(denied);
    // For comparison, a new token works: the used token was denied, not the request as such.
    const fresh = await makeSetupToken(config.databases.urls.config);
    expect(await make({ token: fresh, login: 'bob@shop' })).toMatchObject({ status: 201 });
  });

  it('is created once, however many tokens are used at the same moment', async () => {
    const tokens = [token, 'second-token', 'third-token'];
    for (const other of tokens) await addSetupToken(config.service.parts.database, hashSecret(other), 60);
    const outcomes = await Promise.all(tokens.map((one, i) => make({ token: one, login: `ada-${i}@shop` })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
  });

  it('can be created with a token of the command, which differs each time', async () => {
    const url = config.databases.urls.config;
    const [one, two] = [await makeSetupToken(url), await makeSetupToken(url)];
    expect(one).not.toBe(two);
    expect(await make({ token: one })).toMatchObject({ status: 201 });
    expect(await make({ token: two, login: 'eve@shop' })).toMatchObject(denied);
  });

  it('is denied in the same way for an unknown, used or expired token', async () => {
    await addSetupToken(config.service.parts.database, hashSecret('old-token'), -1);
    const unknown = await make({ token: 'unknown' });
    const old = await make({ token: 'old-token' });
    await make({ token });
    const used = await make({ token });
    for (const outcome of [unknown, old, used]) {
      expect(outcome).toMatchObject(denied);
      expect(outcome.body).toEqual(unknown.body);
    }
  });

  it('is not created with a weak password, and the token stays valid', async () => {
    expect(await make({ token, password: 'ada@shop ada@shop' })).toMatchObject({
      status: 400,
      body: { name: 'password-too-easy', errors: [{ field: '/password' }] },
    });
    expect(await make({ token, password: 'short' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/password' }] },
    });
    expect(await make({ token })).toMatchObject({ status: 201 });
  });

  it('cannot be created by guessing tokens', async () => {
    await make({ token: 'guess' });
    await config.service.parts.database.query('update failed_sign_ins set level = 101');
    expect(await make({ token })).toMatchObject({ status: 429, body: { name: 'too-many' } });
  });

  it('leaves only the hash of the token in the database', async () => {
    const rows = await config.service.parts.database.query<{ token_hash: string }>(
      'select * from setup_tokens',
    );
    expect(rows).toMatchObject([{ token_hash: hashSecret(token), used_at: null }]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a system without a setup token', () => {
  it('lets no person sign in, and has no default password', async () => {
    const config = await startConfig();
    try {
      expect(await config.service.parts.database.query('select from accounts')).toEqual([]);
      for (const password of ['', 'admin', 'rejoin-demo']) {
        const body = { login: 'admin@shop', password };
        expect(await config.call('POST', '/v1/sign-in', { body })).toMatchObject({ status: 401 });
      }
      const body = { ...administrator, token: 'anything' };
      expect(await config.call('POST', '/v1/first-administrator', { body })).toMatchObject({ status: 404 });
    } finally {
      await config.stop();
    }
  });
});
