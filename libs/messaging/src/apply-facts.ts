import { limitLockWait, type Database, type Tx } from '@rejoin/persistence';
import { operateAll } from '@rejoin/tracing';
import { lockOrCreateVersions, lockVersions, storeVersions } from './store/applied-versions';
import { applyNext, type FactHandler } from './apply-next';
import { NotYet, type Delivered } from './delivery';
import type { FactSelection } from './fact-selection';
import { park, parkedFrom } from './store/parked-facts';
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
 * {@link NotYet}, the rest of the batch is applied without those aggregates. With `areProbablyNext` a batch of which all
 * facts can be applied costs one round trip less, and any other one more work. `lockMs` shortens the wait for a lock.
 */
export async function applyFacts(
  database: Database,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
  { areProbablyNext, lockMs }: { areProbablyNext: boolean; lockMs?: number | undefined },
): Promise<BatchResult> {
  const transaction: Transaction = (work) =>
    database.transaction((tx) => {
      if (lockMs !== undefined) limitLockWait(tx, lockMs);
      return work(tx);
    });
  return operateAll(
    batch.map(({ fact }) => applicationOf(fact)),
    () => applyFree(transaction, selection, batch, handle, areProbablyNext && isChain(selection, batch)),
  );
}

type Transaction = (work: (tx: Tx) => Promise<BatchResult>) => Promise<BatchResult>;

async function applyFree(
  transaction: Transaction,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
  asNext: boolean,
): Promise<BatchResult> {
  const waiting = new Set<string>();
  if (asNext) {
    try {
      return await transaction((tx) => applyAsNext(tx, selection, batch, handle));
    } catch (error) {
      if (error instanceof NotYet) for (const id of error.aggregateIds) waiting.add(id);
      else if (!(error instanceof NotNext)) throw error;
    }
  }
  for (;;) {
    try {
      return await transaction((tx) => applyChecked(tx, selection, batch, handle, waiting));
    } catch (error) {
      if (!(error instanceof NotYet) || error.aggregateIds.every((id) => waiting.has(id))) throw error;
      for (const id of error.aggregateIds) waiting.add(id);
    }
  }
}

/** Thrown when a batch contains facts that cannot be applied now. The transaction is rolled back. */
class NotNext extends Error {}

/** Whether the facts of each aggregate follow each other without a gap. */
function isChain(selection: FactSelection, batch: readonly IncomingFact[]): boolean {
  const last = new Map<string, number>();
  return batch.every(({ fact }) => {
    const before = last.get(fact.aggregateId);
    last.set(fact.aggregateId, fact.version);
    return before === undefined || (selection.predecessorOf(fact) <= before && before < fact.version);
  });
}

/**
 * Applies a batch of which all facts are probably the next ones of their aggregates. The handler starts before that is
 * known, so that what it reads first shares the round trip of the locks. When it was not so, nothing is kept.
 */
async function applyAsNext(
  tx: Tx,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
): Promise<BatchResult> {
  const family = selection.name;
  const facts = batch.map(({ fact }) => fact);
  const first = facts.filter((fact) => selection.predecessorOf(fact) === 0);
  const [versions, parked, handled] = await Promise.allSettled([
    lockOrCreateVersions(tx, family, idsOf(facts), idsOf(first)),
    parkedFrom(tx, family, idsOf(facts)),
    handle(facts, tx),
  ]);
  const blocked = valueOf(parked);
  const settled = settle(selection, batch, valueOf(versions), blocked, new Set());
  if (settled.some((one) => one !== 'applied')) throw new NotNext();
  valueOf(handled);
  storeVersions(tx, family, facts);
  return { settled, unblocked: unblocked(facts, blocked) };
}

async function applyChecked(
  tx: Tx,
  selection: FactSelection,
  batch: readonly IncomingFact[],
  handle: FactHandler,
  waiting: ReadonlySet<string>,
): Promise<BatchResult> {
  const family = selection.name;
  const ids = idsOf(batch.map(({ fact }) => fact));
  const [applied, blocked] = await Promise.all([lockVersions(tx, family, ids), parkedFrom(tx, family, ids)]);
  const settled = settle(selection, batch, applied, blocked, waiting);
  const which = (wanted: Settlement) => batch.filter((_, i) => settled[i] === wanted);
  await park(tx, family, which('parked'), 'an earlier fact of this aggregate is parked');
  const next = which('applied').map(({ fact }) => fact);
  if (next.length > 0) await applyNext(tx, family, next, handle);
  return { settled, unblocked: unblocked(next, blocked) };
}

/** Decides about each fact, by the applied versions and the first parked version of each aggregate. */
function settle(
  selection: FactSelection,
  batch: readonly IncomingFact[],
  applied: ReadonlyMap<string, number>,
  blocked: ReadonlyMap<string, number>,
  waiting: ReadonlySet<string>,
): Settlement[] {
  const reachedNow = new Map(applied);
  return batch.map(({ fact }): Settlement => {
    const { aggregateId, version } = fact;
    const reached = reachedNow.get(aggregateId) ?? 0;
    const parked = blocked.get(aggregateId) ?? Infinity;
    if (version <= reached || version === parked) return 'already';
    if (version > parked) return 'parked';
    if (selection.predecessorOf(fact) > reached || waiting.has(aggregateId)) return 'later';
    reachedNow.set(aggregateId, version);
    return 'applied';
  });
}

const unblocked = (applied: readonly Delivered[], blocked: ReadonlyMap<string, number>) =>
  idsOf(applied).filter((id) => blocked.has(id));

const idsOf = (facts: readonly Delivered[]) => [...new Set(facts.map(({ aggregateId }) => aggregateId))];

function valueOf<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
