import { startShop, listen, type TestConfig } from '../config.fixture';
import { eventually } from '@rejoin/testing';

type Item = Readonly<Record<string, unknown>>;

describe('a copy of a workstream', () => {
  let config: TestConfig;
  let token: string;
  let bus: Awaited<ReturnType<typeof listen>>;

  beforeAll(async () => {
    config = await startShop();
    bus = await listen(config.nats);
    token = await config.tokenOf('admin@shop');
  });
  afterAll(async () => {
    await bus.close();
    await config.stop();
  });

  const copy = (body: object, id = 'shop', as = token) =>
    config.call('POST', `/v1/workstreams/${id}/copy`, { token: as, body });
  const items = async (path: string) =>
    (await config.call('GET', `/v1/${path}`, { token })).body['items'] as Item[];
  /** What two resources have in common, whatever their ids and their workstream. */
  const likeness = (all: Item[]) =>
    all.map((item) =>
      Object.fromEntries(
        Object.entries(item).filter(
          ([name]) => !['widgetId', 'quickReplyId', 'workstreamId', 'version', 'changedAt'].includes(name),
        ),
      ),
    );

  it('has the settings, chat widgets and quick replies of the original, and a name of its own', async () => {
    const copied = await copy({ name: 'Copy of Shop' });
    expect(copied).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { name: 'Copy of Shop', autoCloseSeconds: 900 },
    });
    const id = String(copied.body['workstreamId']);
    expect(copied.headers.get('location')).toBe(`/v1/workstreams/${id}`);
    for (const path of ['widgets', 'quick-replies']) {
      const [originals, copies] = [
        await items(`${path}?workstreamId=shop`),
        await items(`${path}?workstreamId=${id}`),
      ];
      expect(originals).toHaveLength(2);
      expect(likeness(copies)).toEqual(likeness(originals));
    }
    expect(await items(`agents?workstreamId=${id}`)).toEqual([]);
  });

  it('has the agents of the original when that is wanted, and they keep their other workstreams', async () => {
    const { body } = await copy({ name: 'With agents', withAgents: true });
    const agents = await items(`agents?workstreamId=${String(body['workstreamId'])}`);
    expect(agents.map(({ displayName }) => displayName)).toEqual(['Anna', 'Ben']);
    expect(agents.map(({ workstreamIds }) => workstreamIds)).toEqual(
      agents.map(() => ['shop', body['workstreamId']]),
    );
  });

  it('is told to the other services, and is in the audit log', async () => {
    const { body } = await copy({ name: 'Told' });
    const id = String(body['workstreamId']);
    await eventually(() => {
      const facts = bus.heard.filter(
        ({ subject, data }) =>
          subject === id || (data as { settings?: Item }).settings?.['workstreamId'] === id,
      );
      expect(facts.map(({ type }) => type.split('.').at(-1)).sort()).toHaveLength(5);
    });
    const { body: log } = await config.call('GET', `/v1/audit-log?what=workstream&id=${id}`, { token });
    expect(log['items']).toMatchObject([{ action: 'created', name: 'Told', by: { accountId: 'admin' } }]);
  });

  it('is made once, although it is asked for twice', async () => {
    expect(await copy({ name: 'Once', workstreamId: 'once' })).toMatchObject({ status: 201 });
    expect(await copy({ name: 'Twice', workstreamId: 'once' })).toMatchObject({
      status: 409,
      body: { errors: [{ field: '/workstreamId' }] },
    });
    expect(await items('widgets?workstreamId=once')).toHaveLength(2);
  });

  it('is made as a whole or not at all', async () => {
    const before = await items('widgets?limit=200');
    const full = {
      displayName: 'Full',
      active: true,
      maxUnits: 1,
      defaultPresence: 'available',
      graceSeconds: 60,
    };
    const workstreamIds = ['shop', ...Array.from({ length: 999 }, () => 'once')];
    const agent = { ...full, agentId: 'full', workstreamIds };
    expect(await config.call('POST', '/v1/agents', { token, body: agent })).toMatchObject({ status: 201 });
    expect(await copy({ name: 'Too much', workstreamId: 'too-much', withAgents: true })).toMatchObject({
      status: 429,
      body: { name: 'too-many' },
    });
    expect(await items('widgets?limit=200')).toEqual(before);
    expect(await config.call('GET', '/v1/workstreams/too-much', { token })).toMatchObject({ status: 404 });
  });

  it('is refused without a name, without an original and without the role', async () => {
    expect(await copy({ name: '' })).toMatchObject({ status: 400, body: { errors: [{ field: '/name' }] } });
    expect(await copy({ name: 'x' }, 'nowhere')).toMatchObject({ status: 404 });
    expect(await copy({ name: 'x' }, 'shop', await config.tokenOf('sam@shop'))).toMatchObject({
      status: 403,
    });
  });
});
