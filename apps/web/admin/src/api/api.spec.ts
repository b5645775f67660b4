import { Refusal } from '@rejoin/client';
import { adminScene, type Things } from '../../../../../tools/screenshots/admin-scene';
import { Api } from './api';
import type { ConfigHttp } from './config-http';
import { kinds } from './kinds';

interface SentRequest {
  readonly path: string;
  readonly method?: string;
  readonly body?: object;
  readonly version?: number;
}

describe('the console’s client of config', () => {
  let sent: SentRequest[];
  let answers: (object | Error)[];
  let api: Api;

  beforeEach(() => {
    [sent, answers] = [[], []];
    const ask = (path: string, init: object = {}) => {
      sent.push({ path, ...init });
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    api = new Api({ ask } as unknown as ConfigHttp);
  });
  const things: Things = adminScene().things;
  const [sales] = things['workstreams'] ?? [];
  const settings = { ...sales, name: 'Sales' } as never;
  const taken = (field: string) =>
    new Refusal('already-exists', 'taken', { errors: [{ field, message: 'is taken' }] });

  it('asks for one page of the items that are wanted', async () => {
    answers = [{ items: things['agents'] ?? [], nextCursor: 'next' }];
    const { items, nextCursor } = await api.list('agents', {
      search: ' an ',
      active: false,
      sort: 'maxUnits',
      order: 'desc',
      filters: { workstreamId: 'w' },
      cursor: 'c',
    });
    expect(sent[0]?.path).toBe(
      '/v1/agents?limit=100&search=an&active=false&sort=maxUnits&order=desc&workstreamId=w&cursor=c',
    );
    expect(nextCursor).toBe('next');
    expect(items.map(({ settings: { displayName } }) => displayName)).toEqual(
      (things['agents'] ?? []).map((agent) => (agent as { displayName: string }).displayName),
    );
  });

  it('reads a list to its end', async () => {
    const [first, second] = things['quick-replies'] ?? [];
    answers = [
      { items: [first], nextCursor: 'more' },
      { items: [second], nextCursor: null },
    ];
    expect(await api.all('quick-replies')).toHaveLength(2);
    expect(sent.map(({ path }) => path)).toEqual([
      '/v1/quick-replies?limit=200',
      '/v1/quick-replies?limit=200&cursor=more',
    ]);
  });

  it('replaces only the version that was read', async () => {
    answers = [{ ...sales, version: 8 }];
    expect(await api.replace('workstreams', 'w1', 7, settings)).toMatchObject({ version: 8 });
    expect(sent).toEqual([{ path: '/v1/workstreams/w1', method: 'PUT', body: settings, version: 7 }]);
  });

  it('creates an item with its id, and finds it when the first response was lost', async () => {
    const body = { name: 'Sales', active: true };
    answers = [taken('/workstreamId'), { ...body, workstreamId: 'w1', version: 1 }];
    await api.store('workstreams', 'w1', body as never);
    expect(sent.map(({ path, method }) => [path, method])).toEqual([
      ['/v1/workstreams', 'POST'],
      ['/v1/workstreams/w1', undefined],
    ]);
    expect(sent[0]?.body).toEqual({ workstreamId: 'w1', ...body });
  });

  it('replaces what an earlier attempt created with other settings', async () => {
    answers = [
      taken('/workstreamId'),
      { name: 'Old', workstreamId: 'w1', version: 4 },
      { workstreamId: 'w1' },
    ];
    await api.store('workstreams', 'w1', { name: 'New' } as never);
    expect(sent.at(-1)).toEqual({
      path: '/v1/workstreams/w1',
      method: 'PUT',
      body: { name: 'New' },
      version: 4,
    });
  });

  it('fails when something else than the id exists already', async () => {
    answers = [taken('/login')];
    await expect(api.store('accounts', 'a1', {} as never)).rejects.toMatchObject({ name: 'already-exists' });
    expect(sent).toHaveLength(1);
  });

  it('asks for the changes of everything, of a kind, or of one item', async () => {
    await api.history({}, null);
    await api.history({ what: kinds.widgets.what, id: 'x' }, 'c', 5);
    expect(sent.map(({ path }) => path)).toEqual([
      '/v1/audit-log?limit=25',
      '/v1/audit-log?limit=5&what=widget&id=x&cursor=c',
    ]);
  });
});
