import type { Database, Tx } from '@rejoin/persistence';
import { operateAll } from '@rejoin/tracing';
import { applyNext, lockVersions, type FactHandler } from './applied-versions';
import { NotYet, type Delivered } from './delivery';
import type { FactSelection } from './fact-selection';
import { park, parkedFrom } from './parked-facts';
import { applicationOf } from './trace';

/** A fact that could be parsed, with its original text. */
export interface IncomingFact {
  readonly fact: Delivered;
  readonly text: string;
}

/** The result of a delivery: applied now or already, parked in the table, or to be delivered again later. */
export type Settlement = 'applied' | 'already' | 'parked' | 'later';

export interface BatchResult {
  /** One settlement for each fact, in the order of the batch. */
  readonly settled: readonly Settlement[];
  /** Aggregates whose first parked fact may be applied now. */
  readonly unblocked: readonly string[];
}

/**
 * Applies a batch of one family in one transaction, which advances the versions and writes the effects and outbox rows.
 * The lock of the row (family, id) decides: an applied version is `already`, a version whose predecessor was applied is
 * applied, and a higher one is delivered again `later`. Facts behind a parked fact are parked too. When the handler throws
 * {@link NotYet}, the rest of the batch is applied without those aggregates.
 */
export async function applyFacts(
  database: Database,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
): Promise<BatchResult> {
  return operateAll(
    batch.map(({ fact }) => applicationOf(fact)),
    () => applyFree(database, selection, batch, handle),
  );
}

async function applyFree(
  database: Database,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
): Promise<BatchResult> {
  const waiting = new Set<string>();
  for (;;) {
    try {
      return await database.transaction((tx) => applyOnce(tx, selection, batch, handle, waiting));
    } catch (error) {
      if (!(error instanceof NotYet) || error.aggregateIds.every((id) => waiting.has(id))) throw error;
      for (const id of error.aggregateIds) waiting.add(id);
    }
  }
}

async function applyOnce(
  tx: Tx,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
  waiting: ReadonlySet<string>,
): Promise<BatchResult> {
  const family = selection.name;
  const ids = [...new Set(batch.map(({ fact }) => fact.aggregateId))];
  const [applied, blocked] = await Promise.all([lockVersions(tx, family, ids), parkedFrom(tx, family, ids)]);
  const next: Delivered[] = [];
  const behind: IncomingFact[] = [];
  const settled = batch.map((one): Settlement => {
    const { aggregateId, version } = one.fact;
    const reached = applied.get(aggregateId) ?? 0;
    const parked = blocked.get(aggregateId) ?? Infinity;
    if (version <= reached || version === parked) return 'already';
    if (version > parked) {
      behind.push(one);
      return 'parked';
    }
    if (selection.predecessorOf(one.fact) > reached || waiting.has(aggregateId)) return 'later';
    applied.set(aggregateId, version);
    next.push(one.fact);
    return 'applied';
  });
  await park(tx, family, behind, 'what comes before it is parked');
  if (next.length > 0) await applyNext(tx, family, next, handle);
  const unblocked = new Set(next.map(({ aggregateId }) => aggregateId));
  return { settled, unblocked: [...unblocked].filter((id) => blocked.has(id)) };
}
