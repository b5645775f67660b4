import { barsOf, dayIn, outcomesOf, placeAmong, returned } from './day';
import { dayFigures } from './day.fixture';

describe('the day of a time zone', () => {
  it('is the day that its calendars show', () => {
    const at = '2026-11-22T23:30:00.000Z';
    expect(['UTC', 'Europe/Berlin', 'America/Lima'].map((zone) => dayIn(zone, at))).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-22',
    ]);
  });
});

describe('the figures of a day', () => {
  const figures = dayFigures();

  it('say of everyone who was dropped how it went on, once', () => {
    const outcomes = outcomesOf(figures);
    expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(figures.dropped);
    expect(outcomes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(returned(figures)).toBe(7);
  });

  it('have no shares on a day without a drop', () => {
    const none = { resume: 0, link: 0, prompt: 0 };
    const ended = { customer: 0, agent: 0, supervisor: 0, system: 0 };
    const quiet = dayFigures({ dropped: 0, back: none, expired: 0, ended, open: 0 });
    expect(outcomesOf(quiet).every(({ share }) => share === 0)).toBe(true);
  });

  it('are drawn with the highest bar in full height', () => {
    const bars = barsOf(figures.timeToReturn.buckets);
    expect(Math.max(...bars.map(({ height }) => height))).toBe(1);
    expect(bars[0]).toMatchObject({ from: 0, upTo: 5 });
    expect(bars.at(-1)).toMatchObject({ from: 3600, upTo: null });
  });

  it('have p50 and p90 stand in the bar that they belong to', () => {
    const { buckets } = figures.timeToReturn;
    expect([5, 7.5, 88, 5000].map((seconds) => Math.floor(placeAmong(buckets, seconds)))).toEqual([
      1, 1, 5, 9,
    ]);
    expect(placeAmong(buckets, 7.5)).toBe(1.5);
  });
});
