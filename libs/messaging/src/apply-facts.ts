import type { Database, Tx } from '@rejoin/persistence';
import { applyNext, lockVersions, type FactHandler } from './applied-versions';
import { NotYet, type Delivered } from './delivery';
import type { Listener } from './listener';
import { park, parkedFrom } from './parked-facts';

/** A delivery that could be read, with the text it came as. */
export interface Incoming {
  readonly fact: Delivered;
  readonly text: string;
}

/** What becomes of a delivery: it had its effect, now or before; it waits in the table of the parked; or comes again. */
export type Settlement = 'applied' | 'already' | 'parked' | 'later';

export interface Applied {
  /** In the order of the batch. */
  readonly settled: readonly Settlement[];
  /** Aggregates with parked facts, whose first one may have its turn now. */
  readonly unblocked: readonly string[];
}

/**
 * Applies a batch of one family in one transaction: versions advanced, effects and own outbox rows together.
 * Under the row lock of (family, id): a version that is known is `already`, one whose predecessor was applied is
 * applied, a higher one comes again `later`. What follows a parked fact is parked behind it. A handler's {@link NotYet} takes
 * those aggregates out and runs the rest again.
 */
export async function applyFacts(
  database: Database,
  listener: Listener,
  batch: readonly Incoming[],
  handle: FactHandler,
): Promise<Applied> {
  const waiting = new Set<string>();
  for (;;) {
    try {
      return await database.transaction((tx) => applyOnce(tx, listener, batch, handle, waiting));
    } catch (error) {
      if (!(error instanceof NotYet) || error.aggregateIds.every((id) => waiting.has(id))) throw error;
      for (const id of error.aggregateIds) waiting.add(id);
    }
  }
}

async function applyOnce(
  tx: Tx,
  listener: Listener,
  batch: readonly Incoming[],
  handle: FactHandler,
  waiting: ReadonlySet<string>,
): Promise<Applied> {
  const family = listener.name;
  const ids = [...new Set(batch.map(({ fact }) => fact.aggregateId))];
  const [applied, blocked] = await Promise.all([lockVersions(tx, family, ids), parkedFrom(tx, family, ids)]);
  const next: Delivered[] = [];
  const behind: Incoming[] = [];
  const settled = batch.map((one): Settlement => {
    const { aggregateId, version } = one.fact;
    const reached = applied.get(aggregateId) ?? 0;
    const parked = blocked.get(aggregateId) ?? Infinity;
    if (version <= reached || version === parked) return 'already';
    if (version > parked) {
      behind.push(one);
      return 'parked';
    }
    if (listener.predecessorOf(one.fact) > reached || waiting.has(aggregateId)) return 'later';
    applied.set(aggregateId, version);
    next.push(one.fact);
    return 'applied';
  });
  await park(tx, family, behind, 'what comes before it is parked');
  if (next.length > 0) await applyNext(tx, family, next, handle);
  const unblocked = new Set(next.map(({ aggregateId }) => aggregateId));
  return { settled, unblocked: [...unblocked].filter((id) => blocked.has(id)) };
}
