import { QuickReplyClient } from './quick-reply-client';

describe('a client of own quick replies', () => {
  const asked: { url: string; method: string; body: unknown }[] = [];
  let answer: () => Response;
  const client = new QuickReplyClient({
    endpoints: ['https://chat.example'],
    token: 'one',
    fetch: (url, init) => {
      asked.push({
        url: String(url).replace('https://chat.example/v1/me/quick-replies', ''),
        method: init?.method ?? '',
        body: init?.body,
      });
      return Promise.resolve(answer());
    },
  });

  beforeEach(() => {
    asked.length = 0;
    answer = () => Response.json({ items: [] });
  });

  it('lists, saves and deletes', async () => {
    expect(await client.list()).toEqual({ items: [] });
    await client.save('a/b', { title: 'T', body: 'B' });
    await client.remove('r1');
    expect(asked).toEqual([
      { url: '', method: 'GET', body: undefined },
      { url: '/a%2Fb', method: 'POST', body: '{"title":"T","body":"B"}' },
      { url: '/r1/remove', method: 'POST', body: '{}' },
    ]);
  });

  it('does not repeat a request that goes beyond the limit', async () => {
    answer = () => Response.json({ name: 'too-many', title: 'no' }, { status: 429 });
    await expect(client.save('r1', { title: 'T', body: 'B' })).rejects.toMatchObject({ name: 'too-many' });
    expect(asked).toHaveLength(1);
  });
});
