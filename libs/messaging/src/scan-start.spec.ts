import { ScanStart } from './scan-start';

describe("the start of the relay's scan", () => {
  it('is the first row at first, and once in 30 s', () => {
    const from = new ScanStart();
    expect(from.seq(0)).toBe(0);
    for (let now = 0; now <= 25_000; now += 1_000) from.published(now, now);
    expect(from.seq(29_999)).toBeGreaterThan(0);
    expect(from.seq(30_000)).toBe(0);
    expect(from.seq(30_001)).toBeGreaterThan(0);
  });

  it('leaves out no row that is younger than 10 s', () => {
    const from = new ScanStart();
    from.seq(0);
    // One row a millisecond: its number is the time of its birth.
    for (let now = 0; now < 29_000; now += 100) {
      from.published(now, now);
      expect(from.seq(now)).toBeLessThanOrEqual(Math.max(0, now - 10_000));
    }
    expect(from.seq(29_000)).toBeGreaterThan(5_000);
  });

  it('is the first row again after a failure', () => {
    const from = new ScanStart();
    from.seq(0);
    for (let now = 0; now <= 25_000; now += 1_000) from.published(now, now);
    from.reset();
    expect(from.seq(25_001)).toBe(0);
    expect(from.seq(25_002)).toBe(0);
  });
});
