/**
 * An instant as facts, frames, domain and database rows carry it: ISO 8601, UTC, exactly three decimals
 * (`2026-01-31T09:00:00.000Z`). With one fixed form, string order is time order.
 */
export type Instant = string;

export function instant(millis: number): Instant {
  return new Date(millis).toISOString();
}

export function millis(at: Instant): number {
  return Date.parse(at);
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return instant(millis(at) + Math.round(seconds * 1000));
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** Whether `deadline` has passed. The millisecond of the deadline itself is too late. */
export function isDue(deadline: Instant, now: Instant): boolean {
  return now >= deadline;
}
