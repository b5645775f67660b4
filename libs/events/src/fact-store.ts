import type { Fact } from './fact';

/** How far a reader is with one aggregate (`family/subject`). */
export interface Position {
  /** The version that was applied last; 0 when there is none. */
  readonly applied: number;
  /** Whether a fact of it is parked: what follows has to wait behind it. */
  readonly isParked: boolean;
}

/** A fact whose effect failed again and again, or one that waits behind such a fact. */
export interface ParkedFact {
  readonly fact: Fact;
  readonly reason: string;
  /** How long it has been parked. */
  readonly ageMs: number;
}

/**
 * Where a reader keeps its positions: in its own database, so that an effect and the position after it are stored in
 * one transaction. `Tx` is what the database's client calls a transaction.
 */
export interface FactStore<Tx> {
  /** Runs `work` in a transaction; what it throws undoes everything and is thrown to the caller. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Reads the position and locks it until the transaction ends, so that replicas take turns. */
  lock(tx: Tx, aggregate: string): Promise<Position>;
  advance(tx: Tx, aggregate: string, version: number): Promise<void>;
  /** Keeps a fact for later. One that is kept already stays as it is. */
  park(tx: Tx, fact: Fact, reason: string): Promise<void>;
  /** The parked fact with the lowest version. */
  firstParked(tx: Tx, aggregate: string): Promise<ParkedFact | undefined>;
  unpark(tx: Tx, aggregate: string, version: number): Promise<void>;
  /** Aggregates with parked facts in the order of their names, those behind `after`, at most `limit`. */
  parkedAggregates(limit: number, after: string): Promise<readonly string[]>;
  /**
   * Whether an error that came in the effect or after it, such as at the commit, is the effect's: then its fact is parked
   * in the end. Otherwise the store is in trouble, and is tried again for ever. Left out: what the effect throws is its
   * fault, and nothing else. `time-out`: a limit of time that may be the fault of either; it is the effect's when it is met
   * again and again.
   */
  blamesEffect?(error: unknown): boolean | 'time-out';
}
