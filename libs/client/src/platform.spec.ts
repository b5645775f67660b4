import { platformOf } from './platform';

describe('the requests of a client', () => {
  it('have a content type only when they have a body, because a browser would send a preflight for it', async () => {
    const asked: RequestInit[] = [];
    const fetch = (_url: unknown, init: RequestInit = {}) => {
      asked.push(init);
      return Promise.resolve(new Response());
    };
    const platform = platformOf({ fetch });
    await platform.fetch('http://gateway', { method: 'GET' });
    await platform.fetch('http://gateway', { method: 'POST', body: '{}' });
    expect(asked.map(({ headers }) => headers)).toEqual([{}, { 'Content-Type': 'application/json' }]);
  });
});
