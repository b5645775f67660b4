import { TokenBuckets } from './token-buckets';

describe('rate limits of many', () => {
  const rate = { perSecond: 2, burst: 3 };
  const taken = (buckets: TokenBuckets, key: string, times: number, now: number) =>
    Array.from({ length: times }, () => buckets.take(key, now)).filter(Boolean).length;

  it('are shared by all who come with the same key, and by nobody else', () => {
    const buckets = new TokenBuckets(rate);
    expect(taken(buckets, 'mia', 2, 0) + taken(buckets, 'mia', 9, 0)).toBe(3);
    expect(taken(buckets, 'max', 9, 0)).toBe(3);
    expect(taken(buckets, 'mia', 9, 1_000)).toBe(2);
  });

  it('say how long to wait, and take back what did not count', () => {
    const buckets = new TokenBuckets({ perSecond: 0.25, burst: 1 });
    expect([buckets.take('mia', 0), buckets.take('mia', 0)]).toEqual([true, false]);
    expect(buckets.waitSeconds('mia', 0)).toBe(4);
    expect(buckets.waitSeconds('mia', 3_900)).toBe(1);
    buckets.giveBack('mia');
    buckets.giveBack('mia');
    expect([buckets.take('mia', 3_900), buckets.take('mia', 3_900)]).toEqual([true, false]);
  });

  it('are forgotten when they would be full again, and no sooner', () => {
    const buckets = new TokenBuckets(rate);
    taken(buckets, 'mia', 3, 0);
    taken(buckets, 'max', 1, 1_499);
    expect(buckets.size).toBe(2);
    expect(taken(buckets, 'mia', 9, 1_499)).toBe(2);
    taken(buckets, 'zoe', 1, 3_100);
    expect(buckets.size).toBe(1);
  });

  it('are no more than so many: who was here last is remembered', () => {
    const buckets = new TokenBuckets(rate, 2);
    taken(buckets, 'mia', 3, 0);
    taken(buckets, 'max', 3, 1);
    taken(buckets, 'zoe', 3, 2);
    expect(buckets.size).toBe(2);
    expect(taken(buckets, 'max', 1, 3)).toBe(0);
  });
});
