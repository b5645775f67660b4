import type { AggregateQueue } from './aggregate-queue';
import type { DurableInfo } from './jetstream';

export interface Patience {
  /** How long a fact waits at least before its predecessor is given up. */
  readonly patienceMs: number;
  /** How many facts may wait for predecessors. */
  readonly most: number;
}

/** What is to be done about facts that wait for predecessors. */
export interface Decision {
  /** Their predecessors do not exist for this reader. */
  readonly accept: readonly AggregateQueue[];
  /** Another replica may have moved their positions on. */
  readonly recheck: readonly AggregateQueue[];
  /** There is no room: their highest facts are given back for a while. */
  readonly giveBack: readonly AggregateQueue[];
}

const nanosPerMs = 1_000_000;

export function ackWaitMs(info: DurableInfo): number {
  return (info.config.ack_wait ?? 30_000 * nanosPerMs) / nanosPerMs;
}

/**
 * A predecessor that is in the stream is either not delivered yet, or in the hands of somebody who has not acknowledged
 * it: perhaps of a process that died, and then it is delivered again after `ack_wait`. When neither can be, it does not
 * exist. In any case waiting ends when the position has stood still for one and a half times `ack_wait`.
 */
export function decideMissing(
  queues: Iterable<AggregateQueue>,
  info: DurableInfo,
  { patienceMs, most }: Patience,
): Decision {
  const all = [...queues];
  const inHand = all.reduce((sum, { size }) => sum + size, 0);
  const nobodyElse = info.num_ack_pending <= inHand;
  // Those that wait longest first.
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
    // Other replicas take the position that stands still for a gap: they must see it move before.
    queue.recheckMs = Math.min(2 * queue.recheckMs, ackWaitMs(info) / 6);
  }
  return { accept, recheck, giveBack };
}
