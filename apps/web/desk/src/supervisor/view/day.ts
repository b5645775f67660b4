import type { Disconnects } from '@rejoin/contracts';

/** Returns the calendar day in a time zone, as `2026-11-22`; in UTC when the browser does not support the zone. */
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

/** Returns the outcomes of the disconnects in display order, each with its share of all. */
export function outcomesOf({ dropped, back, expired, ended, open }: Disconnects) {
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

export function returnCount({ back }: Disconnects): number {
  return back.resume + back.link + back.prompt;
}

type Buckets = Disconnects['timeToReturn']['buckets'];

/** Returns the bars of the times to reconnect, each with its bounds in seconds. */
export function barsOf(buckets: Buckets) {
  return buckets.map(({ upToSeconds, count }, index) => ({
    from: buckets[index - 1]?.upToSeconds ?? 0,
    upTo: upToSeconds,
    count,
  }));
}

/** Returns the position of a time among the bars, in bar widths: 1.5 is the middle of the second bar. */
export function positionAmong(buckets: Buckets, seconds: number): number {
  const index = buckets.findIndex(({ upToSeconds }) => upToSeconds !== null && seconds <= upToSeconds);
  if (index < 0) return buckets.length - 0.5;
  const from = buckets[index - 1]?.upToSeconds ?? 0;
  const upTo = buckets[index]?.upToSeconds ?? from + 1;
  return index + (seconds - from) / (upTo - from);
}
