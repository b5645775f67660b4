import { Endpoints } from './endpoints';

/** The addresses in the order in which they are tried. */
function tried(endpoints: Endpoints): string[] {
  return Array.from({ length: 4 }, () => {
    const { current } = endpoints;
    endpoints.next();
    return current;
  });
}

describe('the addresses of gateways', () => {
  const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

  it('include those that are learned, where the page has named one', () => {
    const endpoints = new Endpoints([`${a}/`]);
    endpoints.learn([a, b, 'not an address']);
    expect(tried(endpoints)).toEqual([a, b, a, b]);
  });

  it('stay those that the page has named, where it has named several', () => {
    const endpoints = new Endpoints([a, b]);
    endpoints.learn([c]);
    expect(tried(endpoints)).toEqual([a, b, a, b]);
  });

  it("exclude one that the page's policy refuses, even if it is named again", () => {
    const endpoints = new Endpoints([a]);
    endpoints.learn([b, c]);
    endpoints.next();
    endpoints.next();
    expect(endpoints.refuse('wss://b.example/v1/chat')).toBe(true);
    expect(endpoints.current).toBe(c);
    endpoints.learn([b]);
    expect(tried(endpoints)).toEqual([c, a, c, a]);
    expect(endpoints.refuse('https://c.example')).toBe(true);
    expect(tried(endpoints)).toEqual([a, a, a, a]);
  });

  it.each([[a], ['https://a.example/v1/widgets/x'], ['https://b.example.evil/'], ['inline'], ['wss'], ['']])(
    'do not change when the policy refuses %j',
    (blocked) => {
      const endpoints = new Endpoints([a]);
      endpoints.learn([b]);
      expect(endpoints.refuse(blocked)).toBe(false);
      expect(tried(endpoints)).toEqual([a, b, a, b]);
    },
  );

  it('stay those that the page has named, whatever its policy refuses', () => {
    const endpoints = new Endpoints([a, b]);
    expect(endpoints.refuse(b)).toBe(false);
  });

  it('must be at least one', () => {
    expect(() => new Endpoints(['ftp://a.example'])).toThrow('at least one');
  });
});
