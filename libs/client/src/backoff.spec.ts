import { backoff } from './backoff';

describe('the pause before the next attempt', () => {
  it('is at most half a second at first, doubles, and is never above 30 s', () => {
    const longest = [0, 1, 2, 5, 6, 7, 100].map((attempt) => backoff(attempt, () => 1));
    expect(longest).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is anything from zero to that maximum, so that many clients spread', () => {
    expect(backoff(3, () => 0)).toBe(0);
    expect(backoff(3, () => 0.25)).toBe(1_000);
  });
});
