import type { DayFigures } from '@rejoin/contracts';

/** The calendar day that it is in a time zone, as `2026-11-22`; in UTC when this browser does not know the zone. */
export function dayIn(timeZone: string, at: string): string {
  try {
    return calendarDay(timeZone, at);
  } catch {
    return at.slice(0, 10);
  }
}

function calendarDay(timeZone: string, at: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}

/** How the dropped ones went on, in the order in which they are told, each with its share of all. */
export function outcomesOf({ dropped, back, expired, ended, open }: DayFigures) {
  const endedInAll = ended.customer + ended.agent + ended.supervisor + ended.system;
  const counts = [
    ['resume', back.resume],
    ['link', back.link],
    ['prompt', back.prompt],
    ['expired', expired],
    ['ended', endedInAll],
    ['open', open],
  ] as const;
  return counts.map(([name, count]) => ({ name, count, share: dropped > 0 ? count / dropped : 0 }));
}

export function returned({ back }: DayFigures): number {
  return back.resume + back.link + back.prompt;
}

type Buckets = DayFigures['timeToReturn']['buckets'];

/** Bars of the times to return: each with its bounds in seconds and its height, 0 to 1 of the highest. */
export function barsOf(buckets: Buckets) {
  const highest = Math.max(1, ...buckets.map(({ count }) => count));
  return buckets.map(({ upToSeconds, count }, index) => ({
    from: buckets[index - 1]?.upToSeconds ?? 0,
    upTo: upToSeconds,
    count,
    height: count / highest,
  }));
}

/** Where a time stands among the bars, in widths of one: 1.5 is the middle of the second. */
export function placeAmong(buckets: Buckets, seconds: number): number {
  const index = buckets.findIndex(({ upToSeconds }) => upToSeconds !== null && seconds <= upToSeconds);
  if (index < 0) return buckets.length - 0.5;
  const from = buckets[index - 1]?.upToSeconds ?? 0;
  const upTo = buckets[index]?.upToSeconds ?? from + 1;
  return index + (seconds - from) / (upTo - from);
}
