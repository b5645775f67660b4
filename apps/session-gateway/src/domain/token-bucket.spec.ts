import { TokenBucket } from './token-bucket';

describe('a token bucket', () => {
  const takeMany = (bucket: TokenBucket, count: number, now: number) =>
    Array.from({ length: count }, () => bucket.take(now)).filter(Boolean).length;

  it('gives its burst at once, and no more', () => {
    expect(takeMany(new TokenBucket(10, 5, 0), 9, 0)).toBe(5);
  });

  it('gives its rate in the long run', () => {
    const bucket = new TokenBucket(10, 5, 0);
    let taken = 0;
    for (let now = 0; now < 10_000; now += 20) taken += takeMany(bucket, 2, now);
    expect(taken).toBeGreaterThanOrEqual(104);
    expect(taken).toBeLessThanOrEqual(105);
  });

  it('never saves more than its burst', () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect(takeMany(bucket, 9, 3_600_000)).toBe(5);
  });
});
