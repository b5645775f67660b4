import fc from 'fast-check';
import { abandonedShare, dayBefore, daysOf, metrics, ticksOf, valueOf } from './report';
import { serviceFigures } from './report.fixture';

const today = '2026-11-22';

describe('the period of a report', () => {
  it('is a number of days up to today, or days of choice', () => {
    expect(daysOf({ days: 7 }, today)).toEqual({ days: 7 });
    expect(daysOf({ from: '2026-02-27', until: '2026-03-01' }, today)).toEqual({
      days: 3,
      until: '2026-03-01',
    });
    expect(dayBefore('2026-03-01', 2)).toBe('2026-02-27');
  });

  it.each([
    ['', today, 'incomplete'],
    ['2026-11-21', '2026-11-20', 'reversed'],
    ['2026-11-21', '2026-11-23', 'future'],
    ['2026-08-22', today, 'too-long'],
  ])('cannot be from %s until %s: %s', (from, until, problem) => {
    expect(daysOf({ from, until }, today)).toBe(problem);
  });

  it('has at most 92 days', () => {
    expect(daysOf({ from: '2026-08-23', until: today }, today)).toEqual({ days: 92, until: today });
  });
});

describe('the axis of a trend', () => {
  it.each([
    [0, 'number', [0, 1]],
    [3, 'number', [0, 1, 2, 3]],
    [47, 'number', [0, 10, 20, 30, 40, 50]],
    [1200, 'number', [0, 500, 1000, 1500]],
    [100, 'seconds', [0, 30, 60, 90, 120]],
    [0.3, 'percent', [0, 0.25, 0.5, 0.75, 1]],
  ] as const)('up to %d as %s has the lines %j', (highest, measure, ticks) => {
    expect(ticksOf(highest, measure)).toEqual(ticks);
  });

  it('has at most six lines, the last not below the highest value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 86_400, noNaN: true }),
        fc.constantFrom('number', 'seconds'),
        (highest, measure) => {
          const ticks = ticksOf(highest, measure);
          expect(ticks.length).toBeLessThanOrEqual(6);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
        },
      ),
    );
  });
});

describe('the figures of a report', () => {
  it('have one value for each metric', () => {
    expect(metrics.map((metric) => valueOf(metric, serviceFigures()))).toEqual([
      10,
      1,
      0.75,
      31.5,
      45.25,
      null,
    ]);
  });

  it('have the share of abandoned conversations, without those that still wait', () => {
    expect(abandonedShare(serviceFigures())).toBe(1 / 8);
    expect(abandonedShare(serviceFigures({ answered: 0, abandoned: 0 }))).toBeNull();
  });
});
