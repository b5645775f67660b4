import type { Fact } from './fact';
import type { FactMessage } from './jetstream';

export interface Delivered {
  readonly fact: Fact;
  readonly message: FactMessage;
  /** The instant of `performance.now()` from which NATS waits at least `ack_wait` for the acknowledgement. */
  readonly leasedFrom: number;
}

const firstRecheckMs = 100;
const otherTimelineMs = 200;

/** The facts of one aggregate that were delivered and are not settled. */
export class AggregateQueue {
  /** True while a transaction of the aggregate runs; there is one at a time. */
  isBusy = false;
  /** True while the lowest fact waits for a predecessor. */
  isEarly = false;
  /** True when the lowest fact is to be applied without its missing predecessors. */
  acceptsGap = false;
  /** How many times the effect of the lowest fact has failed. */
  failures = 0;
  /** How many times the effect of the lowest fact has ended by a time-out. */
  timeOuts = 0;
  /** How many effects of all aggregates had succeeded at the first of these time-outs. */
  appliedBefore = 0;
  /** The lowest fact is not tried before this instant of `performance.now()`. */
  dueAt = 0;
  /** When to check again whether another replica has advanced the position. */
  recheckAt = 0;
  recheckMs = firstRecheckMs;
  /** When the position last advanced, or the first fact was delivered. The wait for a predecessor counts from here. */
  since = performance.now();
  /** The position when it was last read. */
  applied: number | undefined;
  private readonly facts = new Map<number, Delivered>();

  constructor(readonly aggregate: string) {}

  get size(): number {
    return this.facts.size;
  }

  get lowest(): Delivered | undefined {
    return this.facts.get(Math.min(...this.facts.keys()));
  }

  get messages(): readonly FactMessage[] {
    return [...this.facts.values()].map(({ message }) => message);
  }

  /**
   * Adds a delivery. A repeated delivery replaces the earlier one, which then needs no acknowledgement. A fact of another
   * timeline with the same version is another fact, which NATS delivers again after this one.
   */
  add(delivered: Delivered): void {
    const { version, timeline } = delivered.fact;
    const earlier = this.facts.get(version);
    if (earlier && earlier.fact.timeline !== timeline) earlier.message.nak(otherTimelineMs);
    if (this.facts.size === 0) this.since = performance.now();
    this.facts.set(version, delivered);
  }

  /** Acknowledges a settled delivery. Another one of the same version may have arrived meanwhile, and stays. */
  acknowledge({ fact: { version }, message }: Delivered): void {
    message.ack();
    if (this.facts.get(version)?.message === message) this.facts.delete(version);
    this.isEarly = this.acceptsGap = false;
    this.failures = this.timeOuts = 0;
  }

  waitFor(applied: number): void {
    if (applied !== this.applied) {
      this.since = performance.now();
      this.recheckMs = firstRecheckMs;
    }
    this.applied = applied;
    this.isEarly = true;
    this.acceptsGap = false;
  }

  pause(ms: number): void {
    this.dueAt = performance.now() + ms;
  }

  giveBackHighest(delayMs: number): void {
    const version = Math.max(...this.facts.keys());
    this.facts.get(version)?.message.nak(delayMs);
    this.facts.delete(version);
  }

  /** Asks NATS to wait longer for the facts that were leased before `before`. */
  keepWorking(before: number): void {
    for (const { message, leasedFrom } of this.facts.values()) if (leasedFrom < before) message.working();
  }

  /**
   * At `now` NATS has received the request of `askedAt` to wait longer. A fact whose lease was older than `leaseMs` by
   * then may have been delivered to another process: it is removed here, and delivered again.
   */
  renewLeases(before: number, askedAt: number, now: number, leaseMs: number): void {
    for (const [version, delivered] of this.facts) {
      if (now - delivered.leasedFrom > leaseMs) this.facts.delete(version);
      else if (delivered.leasedFrom < before) this.facts.set(version, { ...delivered, leasedFrom: askedAt });
    }
    if (this.facts.size === 0) this.isEarly = false;
  }

  forget(): void {
    this.facts.clear();
    this.isEarly = false;
  }
}
