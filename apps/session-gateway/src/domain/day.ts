import { instant, millis, type Instant } from '@rejoin/kernel';

/** A day of the calendar, `2026-11-22`. With one fixed form, string order is time order. */
export type Day = string;

const hourMs = 3_600_000;
/** No zone is further from UTC than this; some were, and some days are longer by an hour or shorter by a whole day. */
const furthestMs = 16 * hourMs;

/** Which day it is in a time zone. */
export function dayAt(at: Instant, timeZone: string): Day {
  return calendarOf(timeZone)(millis(at));
}

/**
 * From when until when (exclusive) a day lasts in its time zone: 23 or 25 hours where clocks are moved, from
 * one o'clock where midnight is left out, and no time at all where the whole day was.
 */
export function boundsOf(day: Day, timeZone: string): { from: Instant; until: Instant } {
  const dayOf = calendarOf(timeZone);
  const utc = millis(`${day}T00:00:00.000Z`);
  return {
    from: instant(firstMoment(utc, (at) => dayOf(at) >= day)),
    until: instant(firstMoment(utc + 24 * hourMs, (at) => dayOf(at) > day)),
  };
}

/** The first second around one at which something holds that holds from then on. */
function firstMoment(around: number, holds: (at: number) => boolean): number {
  let before = (around - furthestMs) / 1000;
  let after = (around + furthestMs) / 1000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle * 1000)) after = middle;
    else before = middle;
  }
  return after * 1000;
}

function calendarOf(timeZone: string): (at: number) => Day {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
  };
}
