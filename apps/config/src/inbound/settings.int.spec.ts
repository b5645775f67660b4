import { allConfigRoutes, configRoutes, streamOf, subjectOf } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { eventually, hostileBodies } from '@rejoin/testing';
import { listen, startShop, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';
import { kinds, type Kind, type Settings } from '../domain/kinds';

const routesOf = {
  workstream: configRoutes.workstreams,
  widget: configRoutes.widgets,
  agent: configRoutes.agents,
  'quick-reply': configRoutes.quickReplies,
};
const widget = shop.widget;
const examples: [string, Kind, Settings, Settings][] = [
  ['workstreams', kinds.workstream, shop.workstream, { name: 'Sales' }],
  ['widgets', kinds.widget, widget, { reconnect: { ...widget.reconnect, timeLimitSeconds: 60 } }],
  ['agents', kinds.agent, shop.agents.anna, { maxUnits: 5 }],
  ['quick replies', kinds.quickReply, shop.greeting, { body: 'Hello!' }],
];

describe('settings', () => {
  let config: TestConfig;
  let bus: Awaited<ReturnType<typeof listen>>;
  let token: string;

  beforeAll(async () => {
    config = await startShop();
    bus = await listen(config.nats);
    token = await config.tokenOf('admin@shop');
  });
  afterAll(async () => {
    await bus.close();
    await config.stop();
  });

  const post = (path: string, body: unknown) => config.call('POST', path, { token, body });
  const get = (path: string) => config.call('GET', path, { token });
  const put = (path: string, body: unknown, ifMatch?: string) =>
    config.call('PUT', path, { token, body, ifMatch });
  const lastFact = (id: string, version: number) =>
    eventually(() => bus.heard.find((fact) => fact.subject === id && fact.version === version));

  it('that break two rules at once are refused at the fields, without a fault', async () => {
    const reconnect = { ...widget.reconnect, portalUrl: '*' };
    const answer = await post('/v1/widgets', { ...widget, allowedOrigins: ['shop.example'], reconnect });
    expect(answer).toMatchObject({ status: 400, body: { name: 'invalid' } });
    const fields = (answer.body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['/allowedOrigins/0', '/reconnect/portalUrl']));
  });

  it('with any hostile value are never answered with a fault', async () => {
    const atOnce = 20;
    const withBody = allConfigRoutes.flatMap(({ method, path, body }) =>
      body ? [{ method, path, body }] : [],
    );
    expect(withBody.length).toBeGreaterThan(8);
    for (const { method, path, body: schema } of withBody) {
      const bodies = hostileBodies(schema, 3);
      const at = path.replace(':id', 'shop');
      const call = (body: string) => config.call(method, at, { token, body, ifMatch: '"99"' });
      // Some at a time: hundreds at once may be answered `unavailable` on a busy machine, which is no fault.
      for (let from = 0; from < bodies.length; from += atOnce)
        for (const { status } of await Promise.all(bodies.slice(from, from + atOnce).map(call)))
          expect(status).toBeLessThan(500);
    }
  });

  describe.each(examples)('of %s', (_name, kind, settings, change) => {
    const all = `/v1/${kind.path}`;

    it('are created, read and replaced completely, with a new version each time', async () => {
      const created = await post(all, { ...settings, [kind.idField]: 'story-1' });
      expect(created).toMatchObject({ status: 201, etag: '"1"' });
      expect(created.headers.get('location')).toBe(`${all}/story-1`);
      expect(routesOf[kind.what].create.reply.parse(created.body)).toEqual(created.body);
      expect(created.body).toMatchObject({ ...settings, [kind.idField]: 'story-1', version: 1 });
      expect(await get(`${all}/story-1`)).toMatchObject({ status: 200, etag: '"1"', body: created.body });

      const saved = await put(`${all}/story-1`, { ...created.body, ...change }, '"1"');
      expect(saved).toMatchObject({ status: 200, etag: '"2"', body: { ...settings, ...change, version: 2 } });
      expect((await get(`${all}/story-1`)).body).toEqual(saved.body);
    });

    it('reach the other services', async () => {
      const { body } = await post(all, settings);
      const id = String(body[kind.idField]);
      await lastFact(id, 1);
      await put(`${all}/${id}`, { ...settings, ...change }, '"1"');
      expect(await lastFact(id, 2)).toMatchObject({
        org: 'default',
        family: kind.what,
        data: kind.fact(id, kind.schema.parse({ ...settings, ...change }), expect.any(String)).data,
      });
    });

    it('create no version, no fact and no audit entry when nothing changes', async () => {
      const { body } = await post(all, settings);
      const id = String(body[kind.idField]);
      expect(await put(`${all}/${id}`, body, '"1"')).toMatchObject({ status: 200, etag: '"1"', body });
      expect(await put(`${all}/${id}`, { ...body, ...change }, '"1"')).toMatchObject({ etag: '"2"' });
      await lastFact(id, 2);
      expect(bus.heard.filter((fact) => fact.subject === id)).toHaveLength(2);
      const { items } = (await get(`/v1/audit-log?id=${id}`)).body;
      expect(items).toMatchObject([{ version: 2 }, { version: 1 }]);
    });

    it('are replaced only by a caller who has read the current version', async () => {
      const { body } = await post(all, settings);
      const one = `${all}/${String(body[kind.idField])}`;
      for (const ifMatch of [undefined, '*']) {
        expect(await put(one, settings, ifMatch)).toMatchObject({
          status: 428,
          body: { name: 'version-required' },
        });
      }
      for (const ifMatch of ['"2"', 'W/"1"', '"0", "7"', 'x']) {
        expect(await put(one, { ...settings, ...change }, ifMatch)).toMatchObject({
          status: 412,
          body: { name: 'version-conflict' },
        });
      }
      expect(await get(one)).toMatchObject({ etag: '"1"', body });
    });

    it('are saved by exactly one of several writers that have read the same version', async () => {
      const { body } = await post(all, settings);
      const one = `${all}/${String(body[kind.idField])}`;
      const names = ['name', 'displayName', 'title'].filter((name) => name in settings);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          put(one, { ...settings, ...Object.fromEntries(names.map((name) => [name, `Writer ${i}`])) }, '"1"'),
        ),
      );
      const winners = outcomes.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      expect(outcomes.filter(({ status }) => status === 412)).toHaveLength(7);
      expect((await get(one)).body).toEqual(winners[0]?.body);
    });

    it('are not replaced by a second creation with the same id', async () => {
      const { body } = await post(all, settings);
      expect(await post(all, { ...settings, ...change, [kind.idField]: body[kind.idField] })).toMatchObject({
        status: 409,
        body: { name: 'already-exists', errors: [{ field: `/${kind.idField}` }] },
      });
      expect((await get(`${all}/${String(body[kind.idField])}`)).body).toEqual(body);
    });

    it('are not found at an id that was not created', async () => {
      for (const id of ['nobody', 'a%20b', '%00', 'x'.repeat(65)]) {
        expect(await get(`${all}/${id}`)).toMatchObject({ status: 404, body: { name: 'not-found' } });
        expect(await put(`${all}/${id}`, settings, '"1"')).toMatchObject({ status: 404 });
      }
      expect(await config.call('DELETE', `${all}/story-1`, { token })).toMatchObject({ status: 404 });
    });

    it('are listed page by page, each once, in the order of their names', async () => {
      for (let i = 0; i < 4; i++) await post(all, { ...settings, [kind.nameField]: `Name ${i % 2}` });
      const listed: string[] = [];
      const names: string[] = [];
      let cursor: unknown = '';
      do {
        const { body } = await get(`${all}?limit=3${cursor ? `&cursor=${String(cursor)}` : ''}`);
        const items = body['items'] as Record<string, string>[];
        expect(items.length).toBeLessThanOrEqual(3);
        listed.push(...items.map((item) => String(item[kind.idField])));
        names.push(...items.map((item) => String(item[kind.nameField]).toLowerCase()));
        cursor = body['nextCursor'];
      } while (cursor !== null);
      const whole = (await get(`${all}?limit=200`)).body['items'] as Record<string, string>[];
      expect(listed).toEqual(whole.map((item) => item[kind.idField]));
      expect(new Set(listed).size).toBe(listed.length);
      expect(names).toEqual([...names].sort());
    });

    it('are found by part of their name, in any case', async () => {
      const name = `Änne (50 %) of ${kind.path}`;
      const { body } = await post(all, { ...settings, [kind.nameField]: name });
      await post(all, { ...settings, [kind.nameField]: `Anne of ${kind.path}` });
      for (const search of ['äNNE', '(50 %) OF']) {
        const { items } = (await get(`${all}?search=${encodeURIComponent(search)}`)).body;
        expect(items).toEqual([body]);
      }
      expect((await get(`${all}?search=.*`)).body).toEqual({ items: [], nextCursor: null });
    });
  });

  it('are listed by the workstream that they belong to', async () => {
    await post('/v1/workstreams', { ...shop.workstream, workstreamId: 'mine' });
    const one = { workstreamId: 'mine' };
    const created = await Promise.all([
      post('/v1/widgets', { ...widget, ...one }),
      post('/v1/agents', { ...shop.agents.anna, workstreamIds: ['shop', 'mine'] }),
      post('/v1/quick-replies', { ...shop.greeting, ...one }),
    ]);
    const lists = await Promise.all(
      ['widgets', 'agents', 'quick-replies'].map((path) => get(`/v1/${path}?workstreamId=mine`)),
    );
    expect(lists.map(({ body }) => body['items'])).toEqual(created.map(({ body }) => [body]));
  });

  it('are counted', async () => {
    const before = (await get('/v1/overview')).body;
    await post('/v1/workstreams', { ...shop.workstream, active: false });
    await post('/v1/widgets', widget);
    await post('/v1/widgets', { ...widget, reconnect: { ...widget.reconnect, enabled: false } });
    await post('/v1/agents', shop.agents.anna);
    await post('/v1/agents', { ...shop.agents.anna, workstreamIds: [] });
    const more = (what: string, counts: Record<string, number>) =>
      Object.fromEntries(
        Object.entries(before[what] as Record<string, number>).map(([name, n]) => [name, n + counts[name]!]),
      );
    expect((await get('/v1/overview')).body).toEqual({
      workstreams: more('workstreams', { all: 1, active: 0 }),
      widgets: more('widgets', { all: 2, active: 2, withReconnect: 1 }),
      agents: more('agents', { all: 2, active: 2, assigned: 1 }),
    });
  });

  it('are refused with every wrong field, and nothing is saved', async () => {
    const before = (await get('/v1/audit-log?limit=1')).body;
    const refused = await post('/v1/widgets', {
      ...widget,
      workstreamId: 'nowhere',
      reconnect: { ...widget.reconnect, redirectUrl: 'https://me:secret@shop.example' },
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { name: 'invalid', errors: [{ field: '/workstreamId' }, { field: '/reconnect/redirectUrl' }] },
    });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await put('/v1/widgets/shop', { ...widget, name: '', debounceSeconds: 0 }, '"1"')).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/name' }, { field: '/debounceSeconds' }] },
    });
    expect(await get('/v1/widgets/shop')).toMatchObject({ etag: '"1"' });
    expect((await get('/v1/audit-log?limit=1')).body).toEqual(before);
  });

  it('are refused in any wrong form, without a fault', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const attempts = [
      post('/v1/widgets', '{"name":'),
      post('/v1/widgets', '[]'),
      post('/v1/widgets', 'null'),
      post('/v1/widgets', { ...widget, name: 'a\0b' }),
      post('/v1/widgets', { ...widget, name: '\ud800' }),
      config.call('POST', '/v1/widgets', { token, body: 'hello', headers }),
      config.call('POST', '/v1/widgets', { token }),
      get('/v1/widgets?limit=0'),
      get('/v1/widgets?limit=1000'),
      get('/v1/widgets?cursor=%00'),
      get('/v1/agents?search='),
      get(`/v1/agents?search=${'x'.repeat(101)}`),
      get('/v1/agents?search=a%00b'),
      get('/v1/agents?workstreamId=%20'),
      get('/v1/audit-log?what=secrets'),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer).toMatchObject({ status: 400, body: { name: 'invalid' } });
    }
    expect(await post('/v1/widgets', { ...widget, name: 'x'.repeat(300_000) })).toMatchObject({
      status: 413,
      body: { name: 'too-large' },
    });
  });

  it('that contain a private key by mistake are stored neither in the table nor in the audit log', async () => {
    const privateKey = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----';
    const publicKeys = [{ kid: null, publicKey: privateKey, expiresAt: null }];
    const refused = await post('/v1/widgets', {
      ...widget,
      widgetId: 'leaky',
      authentication: { ...widget.authentication, publicKeys },
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/authentication/publicKeys/0/publicKey' }] },
    });
    expect(JSON.stringify(refused.body)).not.toContain('MC4C');
    expect(await get('/v1/widgets/leaky')).toMatchObject({ status: 404 });
  });

  it('can be deactivated and activated again', async () => {
    const { body } = await post('/v1/workstreams', shop.workstream);
    const one = `/v1/workstreams/${String(body['workstreamId'])}`;
    expect(await put(one, { ...body, active: false }, '"1"')).toMatchObject({ body: { active: false } });
    expect(await put(one, { ...body, active: true }, '"2"')).toMatchObject({ body: { active: true } });
  });

  it('are published as facts with versions 1..n, each once', async () => {
    const { body } = await post('/v1/agents', shop.agents.ben);
    const id = String(body['agentId']);
    for (let version = 1; version <= 4; version++) {
      await put(`/v1/agents/${id}`, { ...body, maxUnits: 10 + version }, `"${version}"`);
    }
    await lastFact(id, 5);
    const versions = bus.heard.filter((fact) => fact.subject === id).map((fact) => fact.version);
    expect(versions).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('settings while NATS is not reachable', () => {
  it('are saved, and published when it is reachable again', async () => {
    const config = await startShop();
    try {
      const token = await config.tokenOf('admin@shop');
      await config.nats.stop();
      const body = { ...shop.workstream, workstreamId: 'quiet' };
      expect(await config.call('POST', '/v1/workstreams', { token, body })).toMatchObject({ status: 201 });
      await config.nats.start();
      const bus = new Bus({ url: config.nats.url, name: 'reader' });
      const subject = subjectOf('default', 'workstream', 'WorkstreamChanged', 'quiet');
      await eventually(async () => {
        const { manager } = await bus.jetstream();
        return manager.streams.getMessage(streamOf('config'), { last_by_subj: subject });
      });
      await bus.close();
    } finally {
      await config.stop();
    }
  });
});
