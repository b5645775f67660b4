import { aggregateOf, type Fact } from './fact';
import type { FactStore, ParkedFact, Position } from './fact-store';

interface Parked {
  readonly fact: Fact;
  readonly reason: string;
  readonly since: number;
}

/**
 * Positions in memory, for programs that only show facts. They are lost when the process ends. There are no
 * transactions: an effect must not fail half-way. It needs no locks, because the reader never handles an aggregate
 * twice at a time.
 */
export class MemoryStore implements FactStore<undefined> {
  private readonly applied = new Map<string, number>();
  private readonly followed = new Map<string, string[]>();
  private readonly parkedFacts = new Map<string, Map<number, Parked>>();

  transaction<Result>(work: (tx: undefined) => Promise<Result>): Promise<Result> {
    return work(undefined);
  }

  lock(_: undefined, aggregate: string): Promise<Position> {
    const applied = this.applied.get(aggregate) ?? 0;
    return Promise.resolve({ applied, isParked: this.parkedFacts.has(aggregate) });
  }

  advance(_: undefined, aggregate: string, version: number): Promise<void> {
    this.applied.set(aggregate, version);
    return Promise.resolve();
  }

  park(_: undefined, fact: Fact, reason: string): Promise<void> {
    const aggregate = aggregateOf(fact);
    const parked = this.parkedFacts.get(aggregate) ?? new Map<number, Parked>();
    if (!parked.has(fact.version)) parked.set(fact.version, { fact, reason, since: performance.now() });
    this.parkedFacts.set(aggregate, parked);
    return Promise.resolve();
  }

  firstParked(_: undefined, aggregate: string): Promise<ParkedFact | undefined> {
    const parked = this.parkedFacts.get(aggregate);
    const first = parked?.get(Math.min(...parked.keys()));
    if (!first) return Promise.resolve(undefined);
    return Promise.resolve({ ...first, ageMs: performance.now() - first.since });
  }

  unpark(_: undefined, aggregate: string, version: number): Promise<void> {
    const parked = this.parkedFacts.get(aggregate);
    parked?.delete(version);
    if (parked?.size === 0) this.parkedFacts.delete(aggregate);
    return Promise.resolve();
  }

  timelines(_: undefined, family: string): Promise<readonly string[]> {
    return Promise.resolve(this.followed.get(family) ?? []);
  }

  beginTimeline(_: undefined, family: string, timeline: string): Promise<boolean> {
    const seen = this.followed.get(family) ?? [];
    if (seen.includes(timeline)) return Promise.resolve(false);
    this.followed.set(family, [...seen, timeline]);
    if (seen.length === 0) return Promise.resolve(false);
    for (const positions of [this.applied, this.parkedFacts])
      for (const aggregate of positions.keys())
        if (aggregate.startsWith(`${family}/`)) positions.delete(aggregate);
    return Promise.resolve(true);
  }

  parkedAggregates(limit: number, after: string): Promise<readonly string[]> {
    const names = [...this.parkedFacts.keys()].filter((name) => name > after).sort();
    return Promise.resolve(names.slice(0, limit));
  }
}
