import { platformOf } from './platform';

describe('the requests of a client', () => {
  it('say what they carry only when they carry something: a browser asks for leave before it says more', async () => {
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
