import { instant, millis, type Instant } from '@rejoin/kernel';
import { boundsOf, type Day } from './day';

const dayMs = 86_400_000;

/** The days of a report, and the time before with which they are compared. */
export interface Period {
  /** The days in their order, each with the instant at which it begins. */
  readonly days: readonly { readonly day: Day; readonly from: Instant }[];
  readonly until: Instant;
  readonly previousFrom: Instant;
  /** Not after the beginning of the first day. */
  readonly previousUntil: Instant;
}

/**
 * Returns the period of some days up to `lastDay`. The same number of days before is compared with it; only the same
 * time from its beginning, when the period is not over.
 */
export function periodOf(lastDay: Day, count: number, timeZone: string, now: Instant): Period {
  const dayBefore = (ago: number): Day =>
    new Date(Date.parse(lastDay) - ago * dayMs).toISOString().slice(0, 10);
  const days = Array.from({ length: count }, (_, index) => {
    const day = dayBefore(count - 1 - index);
    return { day, from: boundsOf(day, timeZone).from };
  });
  const from = days[0]?.from ?? now;
  const until = boundsOf(lastDay, timeZone).until;
  const previousFrom = boundsOf(dayBefore(2 * count - 1), timeZone).from;
  const passedMs = millis(now) - millis(from);
  const isOver = now >= until || passedMs < 0;
  const sameTimeBefore = instant(millis(previousFrom) + passedMs);
  const previousUntil = isOver || sameTimeBefore > from ? from : sameTimeBefore;
  return { days, until, previousFrom, previousUntil };
}
