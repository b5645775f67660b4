import { isDue, later, millis, plusSeconds, type Instant } from '@rejoin/kernel';
import type { OpenWindow } from './window';

/** A time in which no timer could be asked: none was running, or none reached the bus. Both ends on the database's clock. */
export interface Outage {
  readonly since: Instant;
  readonly until: Instant;
}

/** What is known of outages when an overdue window is touched. */
export interface Outages {
  readonly ended: readonly Outage[];
  /** Nobody has shown a sign of life since then; null: there is none now. */
  readonly since: Instant | null;
  /** No outage moves a deadline by more than this. */
  readonly longestSeconds: number;
}

export const noOutages: Outages = { ended: [], since: null, longestSeconds: 0 };

/** After an outage there is at least this much time to ask again. */
const leastSeconds = 5;

/** By how many whole seconds the outage in which the deadline of this window fell moves it; 0: there was none. */
export function secondsLost({ deadlineAt }: OpenWindow, outages: Outages, now: Instant): number {
  const { ended, since, longestSeconds } = outages;
  const all = since === null ? ended : [...ended, { since, until: now }];
  const met = all.find((outage) => outage.since <= deadlineAt && isDue(deadlineAt, outage.until));
  if (!met) return 0;
  const lost = (millis(met.until) - millis(met.since)) / 1000;
  const least = later(plusSeconds(deadlineAt, lost), plusSeconds(met.until, leastSeconds));
  return Math.min(Math.ceil((millis(least) - millis(deadlineAt)) / 1000), longestSeconds);
}
