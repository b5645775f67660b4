import { isDue, later, millis, plusSeconds, type Instant } from '@rejoin/kernel';

/** A time in which no replica could answer, because none ran or none reached the bus. Both ends use the database's clock. */
export interface Outage {
  readonly since: Instant;
  readonly until: Instant;
}

/** The outages that are known when a command meets an overdue window, in the order in which they began. */
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

/**
 * Returns by how many whole seconds outages move the deadline: the first one that overlaps it, and further ones that overlap
 * where those before have moved it. Zero means that none overlaps.
 */
export function compensationSeconds(deadlineAt: Instant, outages: Outages, now: Instant): number {
  const { ended, ongoingSince, maxExtensionSeconds } = outages;
  const all = ongoingSince === null ? ended : [...ended, { since: ongoingSince, until: now }];
  let movedTo = deadlineAt;
  for (const { since, until } of all) {
    if (since > movedTo || !isDue(movedTo, until)) continue;
    const lostSeconds = (millis(until) - millis(since)) / 1000;
    movedTo = later(plusSeconds(movedTo, lostSeconds), plusSeconds(until, minimumRetrySeconds));
  }
  return Math.min(Math.ceil((millis(movedTo) - millis(deadlineAt)) / 1000), maxExtensionSeconds);
}
