import type { AggregateQueue } from './aggregate-queue';
import type { DurableInfo } from './jetstream';

export interface Patience {
  /**
   * The time in ms that a fact waits at least before its predecessor counts as missing, unless more than `most` facts wait.
   * Default: 10,000.
   */
  readonly patienceMs: number;
  /** How many facts of one stream may wait for predecessors. Default: 500. */
  readonly most: number;
}

/** What to do with the facts that wait for predecessors. */
export interface Decision {
  /** Continue these without their predecessors, which do not exist for this reader. */
  readonly accept: readonly AggregateQueue[];
  /** Read the positions of these again, because another replica may have advanced them. */
  readonly recheck: readonly AggregateQueue[];
  /** There is no room. Give the highest facts of these back to NATS for a while. */
  readonly giveBack: readonly AggregateQueue[];
}

const nanosPerMs = 1_000_000;

export function ackWaitMs(info: DurableInfo): number {
  return (info.config.ack_wait ?? 30_000 * nanosPerMs) / nanosPerMs;
}

/**
 * A predecessor that is in the stream is either not delivered yet, or delivered and not acknowledged. If the process
 * that received it died, it is delivered again after `ack_wait`. When neither can be the case, the predecessor does not
 * exist. The wait ends in any case when the position has not advanced for `patienceMs` or one and a half times `ack_wait`,
 * whichever is longer. When more than `most` facts wait, and no other process has facts in hand, those that have waited
 * longest continue at once.
 */
export function decideMissing(
  queues: Iterable<AggregateQueue>,
  info: DurableInfo,
  { patienceMs, most }: Patience,
): Decision {
  const all = [...queues];
  const inHand = all.reduce((sum, { size }) => sum + size, 0);
  const nobodyElse = info.num_ack_pending <= inHand;
  // Start with those that have waited longest.
  const early = all.filter(({ isEarly, isBusy }) => isEarly && !isBusy).sort((a, b) => a.since - b.since);
  let tooMany = early.reduce((sum, { size }) => sum + size, 0) - most;
  const isFull = tooMany > 0;
  const longestMs = Math.max(patienceMs, 1.5 * ackWaitMs(info));
  const now = performance.now();
  const accept: AggregateQueue[] = [];
  const recheck: AggregateQueue[] = [];
  const giveBack: AggregateQueue[] = [];
  for (const queue of early) {
    const waitedMs = now - queue.since;
    const isCertain = nobodyElse && (info.num_pending === 0 || isFull) && waitedMs > patienceMs;
    if (isCertain || waitedMs > longestMs || (nobodyElse && tooMany > 0)) {
      accept.push(queue);
      tooMany -= queue.size;
    } else if (now >= queue.recheckAt) recheck.push(queue);
  }
  for (const queue of [...early].reverse()) {
    if (tooMany <= 0) break;
    if (accept.includes(queue)) continue;
    giveBack.push(queue);
    tooMany -= 1;
  }
  for (const queue of recheck) {
    queue.recheckAt = now + queue.recheckMs;
    // Other replicas treat a position that does not advance as a gap, so they must read it often enough to see it
    // advance.
    queue.recheckMs = Math.min(2 * queue.recheckMs, ackWaitMs(info) / 6);
  }
  return { accept, recheck, giveBack };
}
