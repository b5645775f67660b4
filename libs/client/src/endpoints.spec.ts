import { Endpoints } from './endpoints';

/** The addresses that are tried, one after the other. */
function tried(endpoints: Endpoints): string[] {
  return Array.from({ length: 4 }, () => {
    const { current } = endpoints;
    endpoints.next();
    return current;
  });
}

describe('the addresses of gateways', () => {
  const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

  it('grow by those that are learned, where the page has named one', () => {
    const endpoints = new Endpoints([`${a}/`]);
    endpoints.learn([a, b, 'not an address']);
    expect(tried(endpoints)).toEqual([a, b, a, b]);
  });

  it('stay those that the page has chosen, where it has named several', () => {
    const endpoints = new Endpoints([a, b]);
    endpoints.learn([c]);
    expect(tried(endpoints)).toEqual([a, b, a, b]);
  });

  it('are at least one', () => {
    expect(() => new Endpoints(['ftp://a.example'])).toThrow('at least one');
  });
});
