import { periodOf } from './period';

const now = '2026-11-22T16:00:00.000Z';

describe('the period of a report', () => {
  it('that is over is compared with the days before', () => {
    const { days, ...bounds } = periodOf('2026-11-21', 2, 'Europe/Berlin', now);
    expect(days).toEqual([
      { day: '2026-11-20', from: '2026-11-19T23:00:00.000Z' },
      { day: '2026-11-21', from: '2026-11-20T23:00:00.000Z' },
    ]);
    expect(bounds).toEqual({
      until: '2026-11-21T23:00:00.000Z',
      previousFrom: '2026-11-17T23:00:00.000Z',
      previousUntil: '2026-11-19T23:00:00.000Z',
    });
  });

  it('that is not over is compared with the same time before', () => {
    expect(periodOf('2026-11-22', 1, 'Etc/UTC', now)).toMatchObject({
      previousFrom: '2026-11-21T00:00:00.000Z',
      previousUntil: '2026-11-21T16:00:00.000Z',
    });
  });

  it('in the future has nothing in common with now', () => {
    expect(periodOf('2026-11-24', 1, 'Etc/UTC', now).previousUntil).toBe('2026-11-24T00:00:00.000Z');
  });

  it('has days of 23 and 25 hours where the clocks change', () => {
    const hours = (day: string) => {
      const { days, until } = periodOf(day, 1, 'Europe/Berlin', now);
      return (Date.parse(until) - Date.parse(days[0]?.from ?? '')) / 3_600_000;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-01')]).toEqual([23, 25, 24]);
  });

  it('never compares with a time of its own, when the day before was shorter', () => {
    const late = '2026-03-30T21:59:00.000Z';
    const { previousUntil, days } = periodOf('2026-03-30', 1, 'Europe/Berlin', late);
    expect(previousUntil).toBe(days[0]?.from);
  });
});
