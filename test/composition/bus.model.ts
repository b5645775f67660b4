import { followed, type Fact, type ServiceName } from '@rejoin/contracts';

/** A service that follows a family. It returns false for a fact whose cause it has not received yet. */
export interface Consumer {
  readonly name: ServiceName;
  readonly family: string;
  apply(fact: Fact): boolean;
}

/** The position of one consumer in the facts of one (family, id). */
interface Channel {
  readonly consumer: Consumer;
  readonly facts: readonly Fact[];
  /** The kinds that the service acts on. No others are delivered to it. */
  readonly kinds: readonly string[];
  applied: number;
  /** The versions that the transport still has for this consumer. */
  pending: number[];
}

/**
 * The bus with the guarantees that services may rely on: each fact reaches each consumer at least once, at
 * any time and in any order. The consumer gets the kinds that it acts on, and applies only the next fact of
 * its (family, id). `ordered: false` removes that rule, to show that it is needed.
 */
export class BusModel {
  private readonly consumers: Consumer[] = [];
  private readonly told = new Map<string, Fact[]>();
  private readonly channels: Channel[] = [];

  constructor(private readonly ordered: boolean) {}

  add(consumer: Consumer): void {
    this.consumers.push(consumer);
  }

  publish(family: string, id: string, fact: Fact): void {
    const key = `${family}/${id}`;
    let facts = this.told.get(key);
    if (!facts) {
      this.told.set(key, (facts = []));
      for (const consumer of this.consumers.filter((one) => one.family === family)) {
        this.channels.push({ consumer, facts, kinds: kindsOf(consumer), applied: 0, pending: [] });
      }
    }
    facts.push(fact);
    for (const { facts: of, kinds, pending } of this.channels) {
      if (of === facts && kinds.includes(fact.type)) pending.push(facts.length);
    }
  }

  /**
   * Delivers one fact that is in flight. With `again` the acknowledgement is lost, so that the fact is
   * delivered once more.
   */
  deliver(pick: { channel: number; which: number; again: boolean }): void {
    const waiting = this.channels.filter(({ pending }) => pending.length > 0);
    const channel = waiting[pick.channel % waiting.length];
    if (channel) this.offer(channel, pick.which % channel.pending.length, pick.again);
  }

  /** Delivers all facts that are in flight. Returns the number of facts that no consumer can apply. */
  drain(): number {
    let moved = true;
    while (moved) {
      moved = false;
      for (const channel of this.channels) {
        while (channel.pending.length > 0 && this.offer(channel, lowest(channel.pending), false))
          moved = true;
      }
    }
    return this.channels.reduce((sum, { pending }) => sum + pending.length, 0);
  }

  private offer(channel: Channel, which: number, again: boolean): boolean {
    const version = channel.pending[which] ?? 0;
    if (this.ordered && predecessorOf(channel, version) > channel.applied) return false;
    const fact = channel.facts[version - 1];
    const known = this.ordered && version <= channel.applied;
    if (!known && fact && !channel.consumer.apply(fact)) return false;
    channel.applied = Math.max(channel.applied, version);
    if (!again) channel.pending.splice(which, 1);
    return true;
  }
}

function kindsOf({ name, family }: Consumer): readonly string[] {
  return followed[name].find((one) => one.family.name === family)?.kinds ?? [];
}

/** The last version before this one that the consumer gets; 0 when there is none. */
function predecessorOf({ facts, kinds }: Channel, version: number): number {
  return facts.slice(0, version - 1).findLastIndex(({ type }) => kinds.includes(type)) + 1;
}

function lowest(versions: readonly number[]): number {
  return versions.indexOf(Math.min(...versions));
}
