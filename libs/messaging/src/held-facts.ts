import type { IncomingFact } from './apply-facts';
import type { Delivered } from './delivery';
import type { FactMessage } from './fact-message';

/** A delivery whose fact could be parsed. */
export interface IncomingDelivery extends IncomingFact {
  readonly message: FactMessage;
}

interface HeldDelivery extends IncomingDelivery {
  readonly since: number;
}

const maxHeld = 1_000;
const [shortestMs, longestMs] = [5, 200];

/**
 * Holds facts until their predecessors are applied, perhaps by another replica. If each fact were returned to NATS with a
 * delay instead, a long chain that two replicas share would take one delay for each fact.
 */
export class HeldFacts {
  private readonly facts = new Map<string, HeldDelivery>();
  private delayMs = shortestMs;
  private dueAt = 0;

  get size(): number {
    return this.facts.size;
  }

  /** How many ms until all held facts are retried. The delay grows while nothing changes. */
  get dueInMs(): number {
    return Math.max(0, this.dueAt - performance.now());
  }

  /** Holds a delivery and returns for how many ms it has been held, or false if the capacity is exhausted. */
  add(one: IncomingDelivery): number | false {
    const now = performance.now();
    const held = this.facts.get(one.fact.eventId);
    if (!held && this.facts.size >= maxHeld) return false;
    if (this.facts.size === 0) this.dueAt = now + this.delayMs;
    const kept = { ...one, since: held?.since ?? now };
    this.facts.set(one.fact.eventId, kept);
    return now - kept.since;
  }

  drop(one: IncomingDelivery): void {
    if (!this.facts.delete(one.fact.eventId)) return;
    this.delayMs = shortestMs;
    this.dueAt = Math.min(this.dueAt, performance.now() + shortestMs);
  }

  /** Returns new deliveries with the held facts of their aggregates, or with all held facts if those are due, by version. */
  withHeld(fresh: readonly IncomingDelivery[]): readonly IncomingDelivery[] {
    if (this.facts.size === 0) return fresh;
    const due = this.dueInMs === 0;
    const ids = new Set(fresh.map(({ fact }) => fact.aggregateId));
    const held = [...this.facts.values()].filter(({ fact }) => due || ids.has(fact.aggregateId));
    if (due) {
      this.delayMs = Math.min(longestMs, this.delayMs * 2);
      this.dueAt = performance.now() + this.delayMs;
    }
    return [...held, ...fresh].sort((a, b) => a.fact.version - b.fact.version);
  }

  /** Returns for each aggregate the lowest fact that has been held for longer than `ms`. */
  overdue(ms: number): Map<string, Delivered> {
    const now = performance.now();
    const lowest = new Map<string, Delivered>();
    for (const { fact, since } of this.facts.values()) {
      if (now - since < ms) continue;
      if (fact.version < (lowest.get(fact.aggregateId)?.version ?? Infinity))
        lowest.set(fact.aggregateId, fact);
    }
    return lowest;
  }

  /** Gives all held facts back to NATS, for other replicas. */
  nakAll(): void {
    for (const { message } of this.facts.values()) message.nak();
    this.facts.clear();
  }
}
