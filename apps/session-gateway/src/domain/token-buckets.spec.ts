import { TokenBuckets } from './token-buckets';

describe('rate limits by key', () => {
  const rate = { perSecond: 2, burst: 3 };
  const taken = (buckets: TokenBuckets, key: string, times: number, now: number) =>
    Array.from({ length: times }, () => buckets.take(key, now)).filter(Boolean).length;

  it('are shared by everyone with the same key, and by no one else', () => {
    const buckets = new TokenBuckets(rate);
    expect(taken(buckets, 'mia', 2, 0) + taken(buckets, 'mia', 9, 0)).toBe(3);
    expect(taken(buckets, 'max', 9, 0)).toBe(3);
    expect(taken(buckets, 'mia', 9, 1_000)).toBe(2);
  });

  it('return the time to wait, and take back a token that did not count', () => {
    const buckets = new TokenBuckets({ perSecond: 0.25, burst: 1 });
    expect([buckets.take('mia', 0), buckets.take('mia', 0)]).toEqual([true, false]);
    expect(buckets.waitSeconds('mia', 0)).toBe(4);
    expect(buckets.waitSeconds('mia', 3_900)).toBe(1);
    buckets.giveBack('mia');
    buckets.giveBack('mia');
    expect([buckets.take('mia', 3_900), buckets.take('mia', 3_900)]).toEqual([true, false]);
  });

  it('are removed when they would be full again, and not before', () => {
    const buckets = new TokenBuckets(rate);
    taken(buckets, 'mia', 3, 0);
    taken(buckets, 'max', 1, 1_499);
    expect(buckets.size).toBe(2);
    expect(taken(buckets, 'mia', 9, 1_499)).toBe(2);
    taken(buckets, 'zoe', 1, 3_100);
    expect(buckets.size).toBe(1);
  });

  it('have a maximum number, and keep the most recently used', () => {
    const buckets = new TokenBuckets(rate, 2);
    taken(buckets, 'mia', 3, 0);
    taken(buckets, 'max', 3, 1);
    taken(buckets, 'zoe', 3, 2);
    expect(buckets.size).toBe(2);
    expect(taken(buckets, 'max', 1, 3)).toBe(0);
  });
});
