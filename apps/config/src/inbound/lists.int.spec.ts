import { startShop, type TestConfig } from '../config.fixture';
import { shop } from '../domain/shop.fixture';

type Item = Readonly<Record<string, unknown>>;

const names = ['Zoë', 'anna', 'Émile', 'Ben', 'anna', '100%_\\'];

describe('a list that is sorted and filtered', () => {
  let config: TestConfig;
  let token: string;

  beforeAll(async () => {
    config = await startShop();
    token = await config.tokenOf('admin@shop');
    for (const [i, displayName] of names.entries()) {
      const agentId = `listed-${i}`;
      const agent = { ...shop.agents.anna, agentId, displayName, maxUnits: (i * 7) % 5, active: i % 2 === 0 };
      await post('/v1/agents', agent);
      await post('/v1/workstreams', {
        ...shop.workstream,
        name: displayName,
        unitsPerConversation: i === 0 ? 10 : 9,
        active: i % 2 === 0,
      });
      await post('/v1/accounts', {
        login: `person-${i}`,
        displayName,
        roles: i < 2 ? ['administrator'] : ['supervisor', 'administrator'],
        agentId: null,
        active: i % 2 === 0,
        external: null,
        password: null,
      });
      await post('/v1/service-accounts', { name: displayName, scopes: ['settings:read'], active: i < 3 });
      await post('/v1/webhooks', {
        name: displayName,
        url: `https://hook-${i}.example`,
        eventTypes: [],
        active: i < 3,
      });
    }
  });
  afterAll(() => config.stop());

  async function post(path: string, body: unknown): Promise<void> {
    const { status } = await config.call('POST', path, { token, body });
    if (status !== 201) throw new Error(`${path} answered ${status}`);
  }

  /** All items of a list, two a page. */
  async function all(path: string, query = ''): Promise<Item[]> {
    const items: Item[] = [];
    let cursor = '';
    do {
      const { body } = await config.call('GET', `/v1/${path}?limit=2${query}${cursor}`, { token });
      items.push(...(body['items'] as Item[]));
      cursor = body['nextCursor'] === null ? '' : `&cursor=${String(body['nextCursor'])}`;
    } while (cursor !== '');
    return items;
  }

  const lists = [
    ['workstreams', ['name', 'unitsPerConversation']],
    ['widgets', ['name']],
    ['agents', ['displayName', 'maxUnits']],
    ['quick-replies', ['title', 'locale']],
    ['accounts', ['displayName', 'login']],
    ['service-accounts', ['name']],
    ['webhooks', ['name']],
  ] as const;
  const sorted = lists.flatMap(([path, fields]) =>
    [...fields, 'changedAt'].map((field): [string, string] => [path, field]),
  );

  it.each(sorted)('has all %s in the order of %s, upwards and downwards', async (path, field) => {
    const up = await all(path, `&sort=${field}`);
    const down = await all(path, `&sort=${field}&order=desc`);
    expect(down).toEqual([...up].reverse());
    const values = up.map((item) => {
      const value = item[field];
      return typeof value === 'string' ? value.toLowerCase() : Number(value);
    });
    // Both collations of Postgres that tests run with sort by code points.
    expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    const whole = await config.call('GET', `/v1/${path}?limit=200`, { token });
    expect(up).toHaveLength((whole.body['items'] as Item[]).length);
  });

  it.each(lists.map(([path]) => path))('has the active or the inactive %s', async (path) => {
    const whole = await all(path);
    for (const active of [true, false]) {
      const expected = whole.filter((item) => item['active'] === active);
      expect(await all(path, `&active=${String(active)}`)).toEqual(expected);
    }
  });

  it('sorts numbers as numbers', async () => {
    const units = (await all('workstreams', '&sort=unitsPerConversation&order=desc')).map(
      (item) => item['unitsPerConversation'],
    );
    expect(units.slice(0, 2)).toEqual([10, 9]);
  });

  it.each([
    ['workstreams', 'name'],
    ['agents', 'displayName'],
    ['accounts', 'displayName'],
    ['service-accounts', 'name'],
    ['webhooks', 'name'],
  ])('finds %%, _ and \\ in %s literally, together with a filter and an order', async (path, name) => {
    const search = (text: string) =>
      all(path, `&search=${encodeURIComponent(text)}&order=desc&sort=changedAt`);
    expect((await search('%_\\')).map((item) => item[name])).toEqual(['100%_\\']);
    expect(await search('_%')).toEqual([]);
    expect((await search('ANNA')).filter((item) => item[name] === 'anna')).toHaveLength(2);
  });

  it('finds accounts by role, and webhooks by address', async () => {
    const administrators = (await all('accounts', '&role=administrator')).map((item) => item['login']);
    expect(administrators).toEqual(expect.arrayContaining(['admin@shop', 'person-0', 'person-5']));
    expect(administrators).not.toContain('sam@shop');
    expect((await all('webhooks', '&search=HOOK-4')).map((item) => item['url'])).toEqual([
      'https://hook-4.example',
    ]);
  });

  it('refuses an order that it does not have', async () => {
    for (const query of ['sort=graceSeconds', 'sort=id', 'order=up', 'active=yes', 'sort=createdAt']) {
      expect(await config.call('GET', `/v1/agents?${query}`, { token })).toMatchObject({
        status: 400,
        body: { name: 'invalid', errors: [{ code: 'not-an-option' }] },
      });
    }
  });

  it('uses the index of its default order', async () => {
    const { database } = config.service.parts;
    const plan = await database.transaction(async (tx) => {
      await tx.query(`set local enable_seqscan = off`);
      await tx.query(`set local enable_sort = off`);
      return tx.query<{ 'QUERY PLAN': string }>(
        `explain select id from agents where org = 'default'
         order by lower(settings ->> 'displayName'), id limit 3`,
      );
    });
    expect(JSON.stringify(plan)).toContain('agents_by_name');
  });
});
