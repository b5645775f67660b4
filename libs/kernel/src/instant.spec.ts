import fc from 'fast-check';
import { instant, isDue, later, millis, plusSeconds } from './instant';

const anyTime = fc.integer({ min: 0, max: Date.parse('2200-01-01T00:00:00.000Z') });

describe('an instant', () => {
  it('has one form, so that the order of text is the order of time', () => {
    fc.assert(
      fc.property(anyTime, anyTime, (a, b) => {
        expect(instant(a) < instant(b)).toBe(a < b);
        expect(later(instant(a), instant(b))).toBe(instant(Math.max(a, b)));
      }),
    );
  });

  it('loses no millisecond', () => {
    fc.assert(fc.property(anyTime, (ms) => expect(millis(instant(ms))).toBe(ms)));
  });

  it('moves by seconds and parts of them', () => {
    expect(plusSeconds('2026-01-31T23:59:59.500Z', 1)).toBe('2026-02-01T00:00:00.500Z');
    expect(plusSeconds('2026-01-31T09:00:00.000Z', 0.0015)).toBe('2026-01-31T09:00:00.002Z');
    expect(plusSeconds('2026-01-31T09:00:00.000Z', -60)).toBe('2026-01-31T08:59:00.000Z');
  });

  it('is too late in the very millisecond of the deadline', () => {
    const deadline = '2026-01-31T09:00:00.000Z';
    expect(isDue(deadline, '2026-01-31T08:59:59.999Z')).toBe(false);
    expect(isDue(deadline, deadline)).toBe(true);
  });
});
