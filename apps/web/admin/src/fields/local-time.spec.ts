import { instantOfLocal, localOfInstant } from './local-time';

describe('an instant in a field for date and time', () => {
  it('comes back as the same minute, in whatever time zone', () => {
    for (const instant of ['2026-11-22T09:05:00.000Z', '2026-06-30T23:59:00.000Z']) {
      expect(instantOfLocal(localOfInstant(instant))).toBe(instant);
    }
  });

  it('may be missing', () => {
    expect(localOfInstant(null)).toBe('');
    expect(instantOfLocal('')).toBeNull();
  });
});
