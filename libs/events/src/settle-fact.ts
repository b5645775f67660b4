import { aggregateOf, type Fact } from './fact';
import type { FactStore } from './fact-store';
import { standingOf } from './timelines';

/** What a reader does with a fact. It gets the same fact again when the transaction failed. */
export type Apply<Tx> = (fact: Fact, tx: Tx) => Promise<void> | void;

/** Versions that are missing, and without which this reader continues. */
export interface Gap {
  readonly aggregate: string;
  readonly from: number;
  readonly to: number;
}

export type Settlement =
  | { readonly outcome: 'applied'; readonly gap?: Gap }
  | { readonly outcome: 'known' | 'parked' }
  /** The timeline of the fact must begin first. */
  | { readonly outcome: 'other-timeline' }
  /** The fact has to wait for a predecessor; `applied` is the position of the aggregate. */
  | { readonly outcome: 'early'; readonly applied: number };

/** The effect failed, not the store. */
export class EffectFailed extends Error {
  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The effect exceeded a time limit of the store. It may be slow temporarily, or always too slow. */
export class EffectTimedOut extends EffectFailed {}

/**
 * Settles one fact in one transaction. A fact that is known or parked changes nothing, the next one is applied and its
 * version stored, and one that follows a parked fact is parked. A fact of a timeline that has ended is as one that is known. The versions between `acceptGapAbove` and the fact are
 * skipped, unless another replica has advanced the position meanwhile.
 */
export function settleFact<Tx>(
  store: FactStore<Tx>,
  apply: Apply<Tx>,
  fact: Fact,
  acceptGapAbove?: number,
): Promise<Settlement> {
  const aggregate = aggregateOf(fact);
  return withEffect<Tx, Settlement>(store, apply, async (tx, applyIt) => {
    const standing = await standingOf(store, tx, fact);
    if (standing !== 'present') return { outcome: standing === 'ended' ? 'known' : 'other-timeline' };
    const { applied, isParked } = await store.lock(tx, aggregate);
    if (fact.version <= applied) return { outcome: 'known' };
    if (isParked) {
      await store.park(tx, fact, 'a fact before it is parked');
      return { outcome: 'parked' };
    }
    const isNext = fact.version === applied + 1;
    if (!isNext && acceptGapAbove !== applied) return { outcome: 'early', applied };
    await applyIt(fact);
    await store.advance(tx, aggregate, fact.version);
    if (isNext) return { outcome: 'applied' };
    return { outcome: 'applied', gap: { aggregate, from: applied + 1, to: fact.version - 1 } };
  });
}

/** Parks a fact whose effect keeps failing. Resolves with false when the fact has been applied meanwhile. */
export function parkFact<Tx>(store: FactStore<Tx>, fact: Fact, reason: string): Promise<boolean> {
  return store.transaction(async (tx) => {
    if ((await standingOf(store, tx, fact)) !== 'present') return false;
    const { applied } = await store.lock(tx, aggregateOf(fact));
    if (fact.version <= applied) return false;
    await store.park(tx, fact, reason);
    return true;
  });
}

/**
 * Tries the first parked fact of an aggregate again. When it is settled, the next one can be tried. A predecessor that
 * has not come while the fact was parked, and for at least `patienceMs`, does not exist.
 */
export function retryParked<Tx>(
  store: FactStore<Tx>,
  apply: Apply<Tx>,
  aggregate: string,
  patienceMs: number,
): Promise<{ readonly settled: boolean; readonly gap?: Gap }> {
  return withEffect(store, apply, async (tx, applyIt) => {
    const { applied } = await store.lock(tx, aggregate);
    const parked = await store.firstParked(tx, aggregate);
    if (!parked) return { settled: false };
    const { fact, ageMs } = parked;
    const isGap = fact.version > applied + 1;
    if (isGap && ageMs < patienceMs) return { settled: false };
    if (fact.version > applied) {
      await applyIt(fact);
      await store.advance(tx, aggregate, fact.version);
    }
    await store.unpark(tx, aggregate, fact.version);
    if (!isGap) return { settled: true };
    return { settled: true, gap: { aggregate, from: applied + 1, to: fact.version - 1 } };
  });
}

/**
 * Runs a transaction with an effect. An error that the effect caused, there or later, becomes {@link EffectFailed}, or
 * {@link EffectTimedOut} when only repetitions can show the cause. The store gets the original error, so that it can
 * repeat a transaction that lost a conflict.
 */
async function withEffect<Tx, Result>(
  store: FactStore<Tx>,
  apply: Apply<Tx>,
  work: (tx: Tx, applyIt: (fact: Fact) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const effect = { hasBegun: false, isDone: false };
  try {
    return await store.transaction((tx) => {
      Object.assign(effect, { hasBegun: false, isDone: false });
      return work(tx, async (fact) => {
        effect.hasBegun = true;
        await apply(fact, tx);
        effect.isDone = true;
      });
    });
  } catch (error) {
    const isItsFault = effect.hasBegun && (store.blamesEffect?.(error) ?? !effect.isDone);
    if (isItsFault === 'time-out') throw new EffectTimedOut(error);
    throw isItsFault ? new EffectFailed(error) : error;
  }
}
