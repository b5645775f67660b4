import { barsOf, dayIn, outcomesOf, positionAmong, returnCount } from './day';
import { disconnectsOf } from './day.fixture';

describe('the day in a time zone', () => {
  it('is the calendar day there', () => {
    const at = '2026-11-22T23:30:00.000Z';
    expect(['UTC', 'Europe/Berlin', 'America/Lima'].map((zone) => dayIn(zone, at))).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-22',
    ]);
  });
});

describe('the disconnects of a period', () => {
  const figures = disconnectsOf();

  it('count each disconnect in exactly one outcome', () => {
    const outcomes = outcomesOf(figures);
    expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(figures.dropped);
    expect(outcomes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(returnCount(figures)).toBe(7);
  });

  it('have no shares in a period without a disconnect', () => {
    const none = { resume: 0, link: 0, prompt: 0 };
    const ended = { customer: 0, agent: 0, supervisor: 0, system: 0 };
    const quiet = disconnectsOf({ dropped: 0, back: none, expired: 0, ended, open: 0 });
    expect(outcomesOf(quiet).every(({ share }) => share === 0)).toBe(true);
  });

  it('are drawn in bars that follow each other', () => {
    const bars = barsOf(figures.timeToReturn.buckets);
    expect(bars.slice(1).map(({ from }) => from)).toEqual(bars.slice(0, -1).map(({ upTo }) => upTo));
    expect(bars[0]).toMatchObject({ from: 0, upTo: 5 });
    expect(bars.at(-1)).toMatchObject({ from: 3600, upTo: null });
  });

  it('place p50 and p90 in the bar that contains them', () => {
    const { buckets } = figures.timeToReturn;
    expect([5, 7.5, 88, 5000].map((seconds) => Math.floor(positionAmong(buckets, seconds)))).toEqual([
      1, 1, 5, 9,
    ]);
    expect(positionAmong(buckets, 7.5)).toBe(1.5);
  });
});
