import type { Fact } from './fact';

/** The position of a reader in one aggregate (`family/subject`). */
export interface Position {
  /** The version that was applied last; 0 when none was. */
  readonly applied: number;
  /** Whether a fact of the aggregate is parked. Later facts then wait behind it. */
  readonly isParked: boolean;
}

/** A fact whose effect failed repeatedly, or one that waits behind such a fact. */
export interface ParkedFact {
  readonly fact: Fact;
  readonly reason: string;
  /** For how many ms it has been parked. */
  readonly ageMs: number;
}

/**
 * Stores the positions of a reader in the reader's own database, so that an effect and its position are stored in one
 * transaction. `Tx` is the type of a transaction in the database's client.
 */
export interface FactStore<Tx> {
  /**
   * Runs `work` in a transaction. When `work` throws, the transaction is rolled back and the error is thrown to the
   * caller.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Reads the position and locks it until the transaction ends, so that replicas take turns. */
  lock(tx: Tx, aggregate: string): Promise<Position>;
  /** Stores `version` as the position of the aggregate. */
  advance(tx: Tx, aggregate: string, version: number): Promise<void>;
  /** Parks a fact. A fact that is parked already does not change. */
  park(tx: Tx, fact: Fact, reason: string): Promise<void>;
  /** The parked fact of the aggregate with the lowest version; undefined when there is none. */
  firstParked(tx: Tx, aggregate: string): Promise<ParkedFact | undefined>;
  /** Removes a parked fact. */
  unpark(tx: Tx, aggregate: string, version: number): Promise<void>;
  /** The names of at most `limit` aggregates with parked facts, in order, those after `after`. */
  parkedAggregates(limit: number, after: string): Promise<readonly string[]>;
  /**
   * The timelines of a family that this reader has followed, the present one last. They stay as they are until the
   * transaction ends. Without this method and {@link beginTimeline} the reader ignores timelines.
   */
  timelines?(tx: Tx, family: string): Promise<readonly string[]>;
  /**
   * Stores the present timeline of a family. When there was another one before, removes all positions and parked facts of
   * the family and returns true. A timeline that is stored already changes nothing. No other transaction reads the timelines
   * of the family before this one ends.
   */
  beginTimeline?(tx: Tx, family: string, timeline: string): Promise<boolean>;
  /**
   * Whether the effect caused an error that occurred in the effect or after it, such as at the commit. If true, the
   * fact is parked in the end. If false, the store is in trouble and the fact is tried again without limit. `time-out`
   * means that either may be the cause; the effect is when it happens again and again. Without this method every error
   * that the effect throws is its own fault, and no other error is.
   */
  blamesEffect?(error: unknown): boolean | 'time-out';
}
