import { AccessTokens } from '@rejoin/service';
import { startShop, type Answer, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';

const all = ['conversations:read', 'windows:read', 'figures:read', 'settings:read'];

describe('service accounts', () => {
  let config: TestConfig;
  let admin: string;

  beforeAll(async () => {
    config = await startShop({}, ['127.0.0.1']);
    admin = await config.tokenOf('admin@shop');
  });
  afterAll(() => config.stop());
  beforeEach(() => query('delete from failed_sign_ins'));

  const query = <Row extends object>(sql: string, values: unknown[] = []) =>
    config.service.parts.database.query<Row>(sql, values);
  const path = '/v1/service-accounts';
  const create = async (change: object = {}) => {
    const body = { name: 'CRM', scopes: all, active: true, ...change };
    const answer = await config.call('POST', path, { token: admin, body });
    expect(answer.status).toBe(201);
    return {
      id: String(answer.body['serviceAccountId']),
      secret: String(answer.body['secret']),
      etag: answer.etag ?? '',
      body: answer.body,
    };
  };
  const change = (address: string, ifMatch: string, body: object) =>
    config.call('PUT', `${path}/${address}`, { token: admin, ifMatch, body });
  const ask = (form: Record<string, string> | string, headers: Record<string, string> = {}) =>
    config.call('POST', '/oauth/token', {
      body: new URLSearchParams(form).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });
  const grant = { grant_type: 'client_credentials' };
  const tokenFor = (id: string, secret: string, more: Record<string, string> = {}) =>
    ask({ ...grant, client_id: id, client_secret: secret, ...more });
  const basic = (id: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${id}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });
  const widgets = (token: unknown) => config.call('GET', '/v1/widgets', { token: String(token) });
  const statusAndBody = ({ status, body }: Answer) => [status, body];

  it('get tokens for their secret, by HTTP Basic or in the form, and read settings with them', async () => {
    const { id, secret } = await create();
    const answers = [await tokenFor(id, secret), await ask(grant, basic(id, secret))];
    for (const { status, body, headers } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'Bearer', scope: all.join(' ') });
      expect(body['expires_in']).toBeGreaterThan(880);
      expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
      const read = await widgets(body['access_token']);
      expect(read.status).toBe(200);
      expect(read.headers.get('ratelimit-policy')).toBe('"service-account";q=600;w=60');
      expect(read.headers.get('ratelimit')).toMatch(/^"service-account";r=59\d;t=\d+$/);
    }
    const tokens = config.service.app.get(AccessTokens);
    const principal = await tokens.verify(String(answers[0]?.body['access_token']));
    expect(principal).toMatchObject({ accountId: id, displayName: 'CRM', roles: [], scopes: all });
  });

  it('show a secret once, store only its hash, and show when it was used', async () => {
    const { id, secret, body } = await create();
    expect(secret).toMatch(/^rejoin_[\w-]{43}$/);
    expect(body['secrets']).toMatchObject([{ hint: secret.slice(-4), lastUsedAt: null }]);
    await tokenFor(id, secret);
    const read = await config.call('GET', `${path}/${id}`, { token: admin });
    expect(read.body).not.toHaveProperty('secret');
    const [entry] = read.body['secrets'] as { lastUsedAt: string; createdAt: string; expiresAt: string }[];
    expect(Date.parse(entry?.lastUsedAt ?? '')).toBeGreaterThan(Date.parse(entry?.createdAt ?? ''));
    const days = (Date.parse(entry?.expiresAt ?? '') - Date.parse(entry?.createdAt ?? '')) / 86_400_000;
    expect(days).toBe(365);
    for (const table of ['service_accounts', 'service_secrets', 'audit_log', 'outbox'])
      expect(JSON.stringify(await query(`select * from ${table}`))).not.toContain(secret.slice(7));
  });

  it('can do with a token only what their scopes allow', async () => {
    const { id, secret } = await create();
    const { body } = await tokenFor(id, secret, { scope: 'figures:read' });
    expect(body['scope']).toBe('figures:read');
    const closed = await widgets(body['access_token']);
    expect(closed).toMatchObject({ status: 403, body: { name: 'forbidden' } });
    const token = String((await tokenFor(id, secret)).body['access_token']);
    for (const address of [
      '/v1/organisation',
      '/v1/workstreams',
      '/v1/agents',
      '/v1/quick-replies',
      '/v1/widgets/shop',
    ])
      expect(await config.call('GET', address, { token })).toMatchObject({ status: 200 });
    for (const address of ['/v1/accounts', '/v1/audit-log', path, '/v1/me', '/v1/me/second-factor'])
      expect(await config.call('GET', address, { token })).toMatchObject({ status: 403 });
    for (const address of ['/v1/widgets', '/v1/sign-out', '/v1/me/password', path])
      expect(await config.call('POST', address, { token, body: {} })).toMatchObject({ status: 403 });
  });

  it('get the same error, whatever is wrong with the client', async () => {
    const { id, secret } = await create();
    const off = await create({ active: false });
    const old = await create();
    await query(`update service_secrets set expires_at = clock_timestamp() where service_account_id = $1`, [
      old.id,
    ]);
    const denials = [
      await tokenFor(id, 'rejoin_wrong'),
      await tokenFor(id, old.secret),
      await tokenFor('nobody', secret),
      await tokenFor(off.id, off.secret),
      await tokenFor(old.id, old.secret),
      await tokenFor('admin', shop.password),
      await ask(grant, basic(id, 'wrong')),
      await ask(grant, { Authorization: 'Bearer x' }),
      await ask(grant),
    ];
    for (const denial of denials) {
      expect(statusAndBody(denial)).toEqual(statusAndBody(denials[0]!));
      expect(denial).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
      expect(denial.headers.get('www-authenticate')).toBe('Basic realm="rejoin"');
    }
  });

  it('get the errors of RFC 6749 for a wrong request', async () => {
    const { id, secret } = await create({ scopes: ['figures:read'] });
    const wrong: [string, Answer][] = [
      ['invalid_request', await ask({ client_id: id, client_secret: secret })],
      ['unsupported_grant_type', await tokenFor(id, secret, { grant_type: 'password' })],
      ['invalid_scope', await tokenFor(id, secret, { scope: 'settings:read' })],
      ['invalid_scope', await tokenFor(id, secret, { scope: 'figures:read everything' })],
      ['invalid_request', await ask(`grant_type=client_credentials&client_id=a&client_id=b&client_secret=c`)],
      ['invalid_request', await ask({ ...grant, client_secret: secret }, basic(id, secret))],
      ['invalid_request', await config.call('POST', '/oauth/token', { body: { ...grant, client_id: id } })],
    ];
    for (const [error, { status, body }] of wrong) expect([status, body['error']]).toEqual([400, error]);
  });

  it('change over to a second secret while the first is valid, and lose every token with the first', async () => {
    const { id, secret, etag } = await create();
    const before = String((await tokenFor(id, secret)).body['access_token']);
    const added = await change(`${id}/add-secret`, etag, { expiresInDays: 30 });
    expect(added.status).toBe(200);
    const next = String(added.body['secret']);
    expect(await change(`${id}/add-secret`, added.etag ?? '', {})).toMatchObject({ status: 409 });
    expect((await tokenFor(id, secret)).status).toBe(200);
    expect((await tokenFor(id, next)).status).toBe(200);
    expect((await widgets(before)).status).toBe(200);

    const [first] = added.body['secrets'] as { secretId: string }[];
    const removed = await change(`${id}/remove-secret`, added.etag ?? '', first!);
    expect(removed.status).toBe(200);
    expect(removed.body['secrets']).toMatchObject([{ hint: next.slice(-4) }]);
    expect((await tokenFor(id, secret)).status).toBe(401);
    expect(await widgets(before)).toMatchObject({ status: 401, body: { name: 'sign-in-expired' } });
    const after = await tokenFor(id, next);
    expect((await widgets(after.body['access_token'])).status).toBe(200);
    const facts = await query(`select data from outbox where type = 'SignInsEnded' and aggregate_id = $1`, [
      id,
    ]);
    expect(facts).toMatchObject([{ data: { accountId: id, before: 3 } }]);
  });

  it('lose their tokens when they are deactivated or lose a scope', async () => {
    const { id, secret, etag } = await create();
    const settings = { name: 'CRM', scopes: all, active: true };
    const { body } = await tokenFor(id, secret);
    const fewer = await change(id, etag, { ...settings, scopes: ['settings:read'] });
    expect(await widgets(body['access_token'])).toMatchObject({ status: 401 });
    const again = (await tokenFor(id, secret)).body;
    expect(again['scope']).toBe('settings:read');
    await change(id, fewer.etag ?? '', { ...settings, active: false });
    expect(await widgets(again['access_token'])).toMatchObject({ status: 401 });
    expect((await tokenFor(id, secret)).status).toBe(401);
  });

  it('have no token that outlives its secret', async () => {
    const { id, secret } = await create();
    await query(
      `update service_secrets set expires_at = clock_timestamp() + interval '40 s' where service_account_id = $1`,
      [id],
    );
    const { body } = await tokenFor(id, secret);
    expect(body['expires_in']).toBeLessThan(41);
  });

  it('are changed only by a caller who has read them, and each change is in the audit log', async () => {
    const { id, etag } = await create({ name: 'Warehouse' });
    expect(await change(id, '"7"', { name: 'X', scopes: all, active: true })).toMatchObject({ status: 412 });
    expect(await change(`${id}/remove-secret`, etag, { secretId: 'none' })).toMatchObject({ status: 404 });
    const added = await change(`${id}/add-secret`, etag, {});
    const [first] = added.body['secrets'] as { secretId: string }[];
    await change(`${id}/remove-secret`, added.etag ?? '', first!);
    const log = await config.call('GET', `/v1/audit-log?what=service-account&id=${id}`, { token: admin });
    expect(log.body['items']).toMatchObject([
      { action: 'secret-removed', version: 3, name: 'Warehouse', by: { accountId: 'admin' } },
      { action: 'secret-added', version: 2 },
      { action: 'created', version: 1, new: { name: 'Warehouse', scopes: all } },
    ]);
    const auditLog = await config.call('GET', `/v1/audit-log?id=${id}`, {
      token: await config.tokenOf('sam@shop'),
    });
    expect(auditLog.body['items']).toMatchObject([{ new: null }, { new: null }, { new: null }]);
  });

  it('are limited by address when secrets are guessed, with an error that says so', async () => {
    const { id, secret } = await create();
    const guess = () =>
      ask({ ...grant, client_id: id, client_secret: 'x' }, { 'X-Forwarded-For': '203.0.113.9' });
    let last = await guess();
    for (let n = 0; n < 120 && last.status === 401; n++) last = await guess();
    expect(last).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    const elsewhere = { 'X-Forwarded-For': '203.0.113.200', ...basic(id, secret) };
    expect((await ask(grant, elsewhere)).status).toBe(200);
  });
});
