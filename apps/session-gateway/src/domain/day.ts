import { instant, millis, type Instant } from '@rejoin/kernel';

/** A calendar day such as `2026-11-22`. The format is fixed, so string order is time order. */
export type Day = string;

const hourMs = 3_600_000;
/** No time zone is further from UTC than this. The value also covers zones whose offset changed by a whole day. */
const furthestMs = 16 * hourMs;

/** Returns the calendar day of an instant in a time zone. */
export function dayAt(at: Instant, timeZone: string): Day {
  return calendarOf(timeZone)(millis(at));
}

/**
 * Returns the instants at which a day begins and ends (exclusive) in its time zone. A day has 23 or 25 hours when the
 * clocks change, begins at one o'clock when midnight is skipped, and is empty when the time zone skipped the whole
 * day.
 */
export function boundsOf(day: Day, timeZone: string): { from: Instant; until: Instant } {
  const dayOf = calendarOf(timeZone);
  const utc = millis(`${day}T00:00:00.000Z`);
  return {
    from: instant(firstMoment(utc, (at) => dayOf(at) >= day)),
    until: instant(firstMoment(utc + 24 * hourMs, (at) => dayOf(at) > day)),
  };
}

/** Returns the first second near `around` at which `holds` is true. `holds` must stay true from then on. */
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
