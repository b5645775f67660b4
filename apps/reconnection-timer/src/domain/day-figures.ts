import { returnBuckets, type windowFigures } from '@rejoin/contracts';
import type { z } from 'zod';

/** Counts of the windows of a time span, by how they ended. */
export interface WindowCounts {
  readonly dropped: number;
  readonly droppedInQueue: number;
  readonly resume: number;
  readonly link: number;
  readonly prompt: number;
  readonly expired: number;
  readonly customer: number;
  readonly agent: number;
  readonly supervisor: number;
  readonly system: number;
  readonly open: number;
  readonly p50: number | null;
  readonly p90: number | null;
  /** How many customers returned within each bound of {@link returnBuckets}, cumulatively. */
  readonly within: readonly number[];
}

/** Converts the counts to the reply of the rpc. */
export function figuresOf(counts: WindowCounts): z.infer<typeof windowFigures.reply> {
  const { dropped, droppedInQueue, resume, link, prompt, expired, open } = counts;
  const { customer, agent, supervisor, system } = counts;
  const count = resume + link + prompt;
  return {
    dropped,
    droppedInQueue,
    back: { resume, link, prompt },
    expired,
    ended: { customer, agent, supervisor, system },
    open,
    timeToReturn: {
      count,
      p50Seconds: counts.p50 === null ? null : round(counts.p50),
      p90Seconds: counts.p90 === null ? null : round(counts.p90),
      buckets: distribution(counts.within, count),
    },
  };
}

/** Turns cumulative counts into one count for each bucket. The last bucket has no upper bound. */
function distribution(within: readonly number[], all: number) {
  const upTo = [...returnBuckets, null];
  return upTo.map((upToSeconds, i) => ({
    upToSeconds,
    count: (within[i] ?? all) - (within[i - 1] ?? 0),
  }));
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
