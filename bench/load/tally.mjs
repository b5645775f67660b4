import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds since 1970 with fractions. They are comparable between processes of one machine. */
export const now = () => performance.timeOrigin + performance.now();

export { pause };

/** The median, the 95th and 99th percentile, and the maximum of latencies in milliseconds. */
export function latencies(values) {
  const sorted = Float64Array.from(values).sort();
  const rank = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
}

/** The 95th percentile of instants in milliseconds, and the number of them in the busiest second. */
export function busiest(instants) {
  const sorted = Float64Array.from(instants).sort();
  let most = 0;
  for (let to = 0, from = 0; to < sorted.length; to++) {
    while (sorted[to] - sorted[from] >= 1000) from++;
    most = Math.max(most, to - from + 1);
  }
  return { p95: latencies(sorted).p95, mostInASecond: most };
}

/** Counts by name. */
export class Tally {
  counts = {};

  add(name) {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}

/**
 * Runs `work` for each item, at most `inFlight` at a time, and begins none after `limitMs`. Returns how many
 * were begun.
 */
export async function forEach(items, inFlight, limitMs, work) {
  const end = now() + limitMs;
  let next = 0;
  const lane = async () => {
    while (next < items.length && now() < end) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, lane));
  return next;
}

/** Calls `act(i)` `count` times at a rate of `perSecond`, whatever the answers are (an open loop). */
export async function openLoop(perSecond, count, act) {
  const begun = now();
  for (let i = 0; i < count;) {
    const due = Math.min(count, Math.floor(((now() - begun) / 1000) * perSecond) + 1);
    while (i < due) act(i++);
    if (i < count) await pause(1);
  }
}
