import { HistoryClient } from './history-client';

describe('a client of the history', () => {
  const asked: [url: string, init: { method?: string; body?: unknown; headers?: unknown }][] = [];
  let answer: () => Response;
  const client = new HistoryClient({
    endpoints: ['https://chat.example'],
    token: 'one',
    fetch: (url, init) => {
      asked.push([String(url), init as (typeof asked)[0][1]]);
      return Promise.resolve(answer());
    },
  });

  beforeEach(() => {
    asked.length = 0;
    answer = () => Response.json({ items: [] });
  });

  it('searches with a body, so that no address contains the words', async () => {
    expect(await client.search({ search: 'blue parcel', limit: 5 })).toEqual({ items: [] });
    expect(asked).toEqual([
      [
        'https://chat.example/v1/history/search',
        expect.objectContaining({ method: 'POST', body: '{"search":"blue parcel","limit":5}' }),
      ],
    ]);
    expect(JSON.stringify(asked[0]?.[1].headers)).toContain('Bearer one');
  });

  it('reads pages of a transcript and the filters', async () => {
    await client.transcript('c/1');
    await client.transcript('c1', { cursor: 'Mg' });
    await client.filters();
    expect(asked.map(([url]) => url.replace('https://chat.example/v1/history/', ''))).toEqual([
      'c%2F1/entries?limit=200',
      'c1/entries?limit=200&cursor=Mg',
      'filters',
    ]);
  });

  it('rejects with the wrong fields', async () => {
    const errors = [{ field: '/search', code: 'no-words', message: 'no' }];
    answer = () => Response.json({ name: 'invalid', title: 'no', errors }, { status: 400 });
    await expect(client.search({ search: '%' })).rejects.toMatchObject({ name: 'invalid', errors });
  });
});
