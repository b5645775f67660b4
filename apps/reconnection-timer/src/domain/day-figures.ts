import { returnBuckets, type windowFigures } from '@rejoin/contracts';
import type { z } from 'zod';

/** Windows of a span of time, counted by how they ended. */
export interface Counted {
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
  /** How many came back within each of {@link returnBuckets}. */
  readonly within: readonly number[];
}

/** The counts in the shape in which they are told. */
export function figuresOf(counted: Counted): z.infer<typeof windowFigures.reply> {
  const { dropped, droppedInQueue, resume, link, prompt, expired, open } = counted;
  const { customer, agent, supervisor, system } = counted;
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
      p50Seconds: counted.p50 === null ? null : round(counted.p50),
      p90Seconds: counted.p90 === null ? null : round(counted.p90),
      buckets: distribution(counted.within, count),
    },
  };
}

/** Each bucket counts what the one before it does not; the last one takes what none has. */
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
