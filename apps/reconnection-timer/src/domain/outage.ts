import { isDue, later, millis, plusSeconds, type Instant } from '@rejoin/kernel';
import type { OpenWindow } from './window';

/** A time in which no replica could answer, because none ran or none reached the bus. Both ends use the database's clock. */
export interface Outage {
  readonly since: Instant;
  readonly until: Instant;
}

/** The outages that are known when a command meets an overdue window. */
export interface Outages {
  readonly ended: readonly Outage[];
  /** The last heartbeat before the outage that still lasts. Null means that no outage lasts. */
  readonly ongoingSince: Instant | null;
  /** The longest time by which an outage moves a deadline. */
  readonly maxExtensionSeconds: number;
}

export const noOutages: Outages = { ended: [], ongoingSince: null, maxExtensionSeconds: 0 };

/** After an outage, callers have at least this much time to repeat their request. */
const minimumRetrySeconds = 5;

/** Returns by how many whole seconds an outage that overlaps the deadline moves it. Zero means that none overlaps. */
export function compensationSeconds({ deadlineAt }: OpenWindow, outages: Outages, now: Instant): number {
  const { ended, ongoingSince, maxExtensionSeconds } = outages;
  const all = ongoingSince === null ? ended : [...ended, { since: ongoingSince, until: now }];
  const overlapping = all.find((outage) => outage.since <= deadlineAt && isDue(deadlineAt, outage.until));
  if (!overlapping) return 0;
  const lost = (millis(overlapping.until) - millis(overlapping.since)) / 1000;
  const least = later(plusSeconds(deadlineAt, lost), plusSeconds(overlapping.until, minimumRetrySeconds));
  return Math.min(Math.ceil((millis(least) - millis(deadlineAt)) / 1000), maxExtensionSeconds);
}
