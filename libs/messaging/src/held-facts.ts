import type { Incoming } from './apply-facts';
import type { Delivered } from './delivery';
import type { FactMessage } from './fact-message';

/** A delivery that could be read. */
export interface Read extends Incoming {
  readonly message: FactMessage;
}

interface Held extends Read {
  readonly since: number;
}

const most = 1_000;
const [shortestMs, longestMs] = [5, 200];

/**
 * Facts whose turn has not come, kept here until what must come first has been applied, perhaps by another
 * replica. Sent back to NATS, each would wait for a delay of its own, and a long chain that two replicas share
 * would take one such delay a link.
 */
export class HeldFacts {
  private readonly facts = new Map<string, Held>();
  private delayMs = shortestMs;
  private dueAt = 0;

  get size(): number {
    return this.facts.size;
  }

  /** In how many ms to try all again: soon, and ever later while nothing changes. */
  get dueInMs(): number {
    return Math.max(0, this.dueAt - performance.now());
  }

  /** Keeps a delivery and tells since when it is here. False: there is no more room. */
  add(one: Read): number | false {
    const now = performance.now();
    const held = this.facts.get(one.fact.eventId);
    if (!held && this.facts.size >= most) return false;
    if (this.facts.size === 0) this.dueAt = now + this.delayMs;
    const kept = { ...one, since: held?.since ?? now };
    this.facts.set(one.fact.eventId, kept);
    return now - kept.since;
  }

  drop(one: Read): void {
    if (!this.facts.delete(one.fact.eventId)) return;
    this.delayMs = shortestMs;
    this.dueAt = Math.min(this.dueAt, performance.now() + shortestMs);
  }

  /** Fresh deliveries with what is held of the same ids, or all that is held when it is due; by version. */
  joinedBy(fresh: readonly Read[]): readonly Read[] {
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

  /** Of each aggregate the lowest fact that is held for longer than `ms`. */
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

  /** Gives all of it back to NATS, for other replicas. */
  giveBack(): void {
    for (const { message } of this.facts.values()) message.nak();
    this.facts.clear();
  }
}
