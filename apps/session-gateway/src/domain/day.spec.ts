import { instant, millis } from '@rejoin/kernel';
import fc from 'fast-check';
import { boundsOf, dayAt } from './day';

const hours = ({ from, until }: { from: string; until: string }) =>
  (millis(until) - millis(from)) / 3_600_000;

describe('a day in a time zone', () => {
  it.each([
    ['2026-11-22', 'Etc/UTC', '2026-11-22T00:00:00.000Z', 24],
    ['2026-11-22', 'Europe/Berlin', '2026-11-21T23:00:00.000Z', 24],
    ['2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15:00.000Z', 24],
    ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00.000Z', 24],
    ['2026-11-22', 'Pacific/Pago_Pago', '2026-11-22T11:00:00.000Z', 24],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
    // The clocks skip midnight, so the day begins at one o'clock.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', 23],
    // The clocks go back at midnight, so the day before is an hour longer.
    ['2026-04-04', 'America/Santiago', '2026-04-04T03:00:00.000Z', 25],
  ])('%s in %s begins at %s and lasts %s hours', (day, timeZone, from, length) => {
    const bounds = boundsOf(day, timeZone);
    expect(bounds.from).toBe(from);
    expect(hours(bounds)).toBe(length);
  });

  it('has no duration when the time zone skipped it', () => {
    expect(hours(boundsOf('2011-12-30', 'Pacific/Apia'))).toBe(0);
  });

  it('contains each instant once, so consecutive days have no gap', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Santiago',
      'Asia/Kolkata',
      'Africa/Cairo',
      'Etc/UTC',
    );
    const moments = fc.integer({
      min: millis('2015-01-01T00:00:00.000Z'),
      max: millis('2035-01-01T00:00:00.000Z'),
    });
    fc.assert(
      fc.property(zones, moments, (timeZone, moment) => {
        const at = instant(moment);
        const { from, until } = boundsOf(dayAt(at, timeZone), timeZone);
        expect(from <= at && at < until).toBe(true);
        expect(boundsOf(dayAt(until, timeZone), timeZone).from).toBe(until);
      }),
      { numRuns: 200 },
    );
  });
});
