import { configRoutes } from '@rejoin/contracts';
import { startShop, type TestConfig } from '../config.fixture';

const password = 'correct horse battery';

describe('accounts', () => {
  let config: TestConfig;
  let token: string;

  beforeAll(async () => {
    config = await startShop();
    token = await config.tokenOf('admin@shop');
  });
  afterAll(() => config.stop());

  const post = (body: unknown) => config.call('POST', '/v1/accounts', { token, body });
  const get = (path: string, as = token) => config.call('GET', path, { token: as });
  const put = (path: string, body: unknown, ifMatch?: string) =>
    config.call('PUT', path, { token, body, ifMatch });
  const signIn = (login: string, secret: string) =>
    config.call('POST', '/v1/sign-in', { body: { login, password: secret } });

  function supervisor(login: string) {
    return { login, displayName: 'Kim', roles: ['supervisor'], agentId: null, active: true, external: null };
  }

  it('are created with a password, which signs in and is never shown', async () => {
    const created = await post({ ...supervisor('kim@shop'), accountId: 'kim', password });
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { accountId: 'kim', hasPassword: true },
    });
    expect(configRoutes.accounts.create.reply.parse(created.body)).toEqual(created.body);
    expect(await signIn('KIM@shop', password)).toMatchObject({
      status: 200,
      body: { account: { accountId: 'kim' } },
    });

    const answers = [
      created,
      await get('/v1/accounts/kim'),
      await get('/v1/accounts'),
      await get('/v1/audit-log'),
    ];
    for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(/scrypt|correct horse/);
    const stored = await config.service.parts.database.query<{ password_hash: string }>(
      `select password_hash from accounts where id = 'kim'`,
    );
    expect(stored[0]?.password_hash).toMatch(/^scrypt\$/);
  });

  it('cannot have a password that is easy to guess, whether the owner or an administrator sets it', async () => {
    const weak = ['1234567890', '          ', 'weak.person@shop', 'Rejoin-2026'];
    const easy = (field: string) => ({
      status: 400,
      body: { name: 'password-too-easy', errors: [{ field }] },
    });
    const settings = supervisor('weak.person@shop');
    for (const one of weak)
      expect(await post({ ...settings, password: one })).toMatchObject(easy('/password'));
    expect(await post({ ...settings, accountId: 'weak', password })).toMatchObject({ status: 201 });
    const own = await config.tokenOf('weak.person@shop', password);
    for (const next of weak) {
      expect(await put('/v1/accounts/weak/password', { password: next }, '"1"')).toMatchObject(
        easy('/password'),
      );
      const body = { current: password, next };
      expect(await config.call('POST', '/v1/me/password', { token: own, body })).toMatchObject(easy('/next'));
    }
    expect(await signIn('weak.person@shop', password)).toMatchObject({ status: 200 });
  });

  it('cannot sign in before they have a password', async () => {
    await post({ ...supervisor('later@shop'), accountId: 'later', password: null });
    expect(await get('/v1/accounts/later')).toMatchObject({ body: { hasPassword: false } });
    expect(await signIn('later@shop', '')).toMatchObject({ status: 401 });

    expect(await put('/v1/accounts/later/password', { password })).toMatchObject({ status: 428 });
    expect(await put('/v1/accounts/later/password', { password }, '"7"')).toMatchObject({ status: 412 });
    expect(await put('/v1/accounts/later/password', { password: 'short' }, '"1"')).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/password' }] },
    });
    expect(await put('/v1/accounts/nobody/password', { password }, '"1"')).toMatchObject({ status: 404 });
    expect(await signIn('later@shop', password)).toMatchObject({ status: 401 });

    const set = await put('/v1/accounts/later/password', { password }, '"1"');
    expect(set).toMatchObject({ status: 200, etag: '"2"', body: { hasPassword: true } });
    expect(await signIn('later@shop', password)).toMatchObject({ status: 200 });
  });

  it('sign in only with the new password once it is set', async () => {
    await post({ ...supervisor('changed@shop'), accountId: 'changed', password });
    await put('/v1/accounts/changed/password', { password: `${password}, changed` }, '"1"');
    expect(await signIn('changed@shop', password)).toMatchObject({ status: 401 });
    expect(await signIn('changed@shop', `${password}, changed`)).toMatchObject({ status: 200 });
  });

  it('have a unique login, also compared with one that only looks different', async () => {
    const conflict = { status: 409, body: { name: 'already-exists', errors: [{ field: '/login' }] } };
    expect(await post({ ...supervisor('SAM@shop'), password })).toMatchObject(conflict);
    await post({ ...supervisor('mine@shop'), accountId: 'mine', password });
    expect(await put('/v1/accounts/mine', supervisor('sam@shop'), '"1"')).toMatchObject(conflict);
    expect(await put('/v1/accounts/mine', supervisor('Mine@shop'), '"1"')).toMatchObject({ status: 200 });
  });

  it('with the same login are created once, however many requests come at the same moment', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => post({ ...supervisor('race@shop'), password: null })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('work as an agent that exists and that no other account has', async () => {
    const agent = { ...supervisor('agent@shop'), roles: ['agent'], password: null };
    expect(await post(agent)).toMatchObject({ status: 400, body: { errors: [{ field: '/agentId' }] } });
    expect(await post({ ...agent, agentId: 'nobody' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/agentId' }] },
    });
    expect(await post({ ...agent, agentId: 'anna' })).toMatchObject({
      status: 409,
      body: { errors: [{ field: '/agentId' }] },
    });
  });

  it('belong to one person of an identity provider each', async () => {
    const external = { iss: 'https://login.example', sub: '42' };
    expect(await post({ ...supervisor('sso@shop'), external, password: null })).toMatchObject({
      status: 201,
      body: { external },
    });
    expect(await post({ ...supervisor('sso2@shop'), external, password: null })).toMatchObject({
      status: 409,
      body: { errors: [{ field: '/external' }] },
    });
  });

  it('are changed by one of two writers that have read the same version', async () => {
    await post({ ...supervisor('two@shop'), accountId: 'two', password: null });
    const outcomes = await Promise.all(
      ['One', 'Two'].map((displayName) =>
        put('/v1/accounts/two', { ...supervisor('two@shop'), displayName }, '"1"'),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('always include an active administrator, also when two of them deactivate each other', async () => {
    const other = { ...supervisor('other@shop'), roles: ['administrator'], accountId: 'other', password };
    expect(await post(other)).toMatchObject({ status: 201 });
    const othersToken = await config.tokenOf('other@shop', password);
    const admin = (await get('/v1/accounts/admin')).body;
    const [one, two] = await Promise.all([
      put('/v1/accounts/other', { ...other, active: false }, '"1"'),
      config.call('PUT', '/v1/accounts/admin', {
        token: othersToken,
        body: { ...admin, active: false },
        ifMatch: '"1"',
      }),
    ]);
    expect([one.status, two.status].sort()).toContain(200);
    const rows = await config.service.parts.database.query<{ id: string }>(
      `select id from accounts where active and 'administrator' = any(roles)`,
    );
    expect(rows).toHaveLength(1);
    // The remaining administrator cannot be deactivated.
    const [remaining] = rows;
    const remainingToken = remaining?.id === 'admin' ? token : othersToken;
    const { body, etag } = await get(`/v1/accounts/${remaining?.id}`, remainingToken);
    const leave = { token: remainingToken, body: { ...body, active: false }, ifMatch: etag ?? '' };
    expect(await config.call('PUT', `/v1/accounts/${remaining?.id}`, leave)).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/active' }] },
    });
    token = remainingToken;
  });

  it('have each change in the audit log: who changed what and when, with the old and the new value', async () => {
    await post({ ...supervisor('traced@shop'), accountId: 'traced', password });
    await put('/v1/accounts/traced', { ...supervisor('traced@shop'), active: false }, '"1"');
    await put('/v1/accounts/traced/password', { password }, '"2"');
    const { items } = (await get('/v1/audit-log?what=account&id=traced')).body;
    const settings = supervisor('traced@shop');
    const by = { as: 'account', accountId: expect.any(String) };
    expect(items).toMatchObject([
      { action: 'password-set', version: 3, by, old: null, new: null },
      { action: 'changed', version: 2, by, old: settings, new: { ...settings, active: false } },
      { action: 'created', version: 1, by, old: null, new: settings, at: expect.stringMatching(/Z$/) },
    ]);
  });

  it('show their details in the audit log to administrators only', async () => {
    const supervised = await config.tokenOf('sam@shop');
    const { items } = (await get('/v1/audit-log?what=account&limit=200', supervised)).body;
    expect((items as object[]).length).toBeGreaterThan(4);
    for (const item of items as object[]) expect(item).toMatchObject({ old: null, new: null });
    const widgets = (await get('/v1/audit-log?what=widget', supervised)).body;
    expect(widgets).toMatchObject({ items: [{ new: { name: expect.any(String) } }, {}] });
  });

  it('are found by part of their name or login, in the order of their names', async () => {
    const people = ['Zoë Quill', 'abe quill', 'Bo'];
    for (const [i, displayName] of people.entries()) {
      await post({ ...supervisor(`quill-${i}@shop`), displayName, accountId: `quill-${i}`, password: null });
    }
    const search = async (query: string) => {
      const { items, nextCursor } = (await get(`/v1/accounts?${query}`)).body;
      return {
        names: (items as { displayName: string }[]).map(({ displayName }) => displayName),
        nextCursor,
      };
    };
    expect(await search('search=QUILL-')).toMatchObject({ names: ['abe quill', 'Bo', 'Zoë Quill'] });
    expect(await search('search=zoË')).toEqual({ names: ['Zoë Quill'], nextCursor: null });
    const { names, nextCursor } = await search('search=quill&limit=2');
    expect(names).toEqual(['abe quill', 'Bo']);
    expect(await search(`search=quill&cursor=${String(nextCursor)}`)).toEqual({
      names: ['Zoë Quill'],
      nextCursor: null,
    });
  });

  it('appear in the audit log with their current names, for every reader', async () => {
    await post({ ...supervisor('noor@shop'), accountId: 'noor', displayName: 'Noor', password: null });
    await put('/v1/accounts/noor', { ...supervisor('noor@shop'), displayName: 'Noor B.' }, '"1"');
    const { items } = (await get('/v1/audit-log?what=account&id=noor', await config.tokenOf('sam@shop')))
      .body;
    const { displayName } = (await get('/v1/me')).body;
    const entry = { name: 'Noor B.', by: { displayName }, new: null };
    expect(items).toMatchObject([entry, entry]);
  });

  it('fill an audit log that is read page by page, the newest first', async () => {
    const whole = (await get('/v1/audit-log?limit=200')).body['items'] as { seq: number }[];
    const paged: number[] = [];
    let cursor: unknown = null;
    do {
      const { body } = await get(
        `/v1/audit-log?limit=4${cursor === null ? '' : `&cursor=${String(cursor)}`}`,
      );
      paged.push(...(body['items'] as { seq: number }[]).map(({ seq }) => seq));
      cursor = body['nextCursor'];
    } while (cursor !== null);
    expect(paged).toEqual(whole.map(({ seq }) => seq));
    expect(paged).toEqual([...paged].sort((a, b) => b - a));
  });
});
