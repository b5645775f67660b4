import { inLargestUnit, inUnits, inWholeUnits } from './duration';
import { formatsOf } from './formats';

const sizes = { second: 1, minute: 60, hour: 3600 };
const secondsOf = ([count, unit]: ReturnType<typeof inUnits>) => count * sizes[unit];
/** All settings up to three hours, and some up to a day. */
const whole = Array.from({ length: 12_000 }, (_, i) => (i < 10_800 ? i + 1 : 10_800 + (i - 10_800) * 63));

describe('a duration', () => {
  it.each([inUnits, inWholeUnits, inLargestUnit])('is never shown as longer than it is (%p)', (units) => {
    for (const seconds of whole) expect(secondsOf(units(seconds))).toBeLessThanOrEqual(seconds + 1e-9);
  });

  it('that was set is shown as it is', () => {
    for (const seconds of whole) expect(secondsOf(inWholeUnits(seconds))).toBe(seconds);
  });

  it('is written in full, in short and in narrow form', () => {
    const { duration, span, brief } = formatsOf('en');
    expect([90, 150, 300, 7200].map(duration)).toEqual(['90 seconds', '150 seconds', '5 minutes', '2 hours']);
    expect([21, 100, 119, 270, 3599, 5400].map(span)).toEqual([
      '21 sec',
      '1.6 min',
      '1.9 min',
      '4.5 min',
      '59 min',
      '1.5 hr',
    ]);
    expect([30, 120, 3600].map(brief)).toEqual(['30s', '2m', '1h']);
  });
});
