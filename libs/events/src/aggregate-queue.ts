import type { Fact } from './fact';
import type { FactMessage } from './jetstream';

export interface Delivered {
  readonly fact: Fact;
  readonly message: FactMessage;
  /** An instant of `performance.now()` from which NATS waits for the acknowledgement at least `ack_wait`. */
  readonly leasedFrom: number;
}

const firstRecheckMs = 100;

/** The facts of one aggregate that are delivered and not settled. */
export class AggregateQueue {
  /** One transaction of an aggregate at a time. */
  isBusy = false;
  /** Its lowest fact waits for a predecessor. */
  isEarly = false;
  /** The lowest fact is to be taken although its predecessors have not come. */
  acceptsGap = false;
  /** How often the effect of the lowest fact has failed. */
  failures = 0;
  /** How often it has ended by time-out. */
  timeOuts = 0;
  /** How many effects of all aggregates had succeeded at the first of these time-outs. */
  appliedBefore = 0;
  /** Not to be tried before this instant of `performance.now()`. */
  dueAt = 0;
  /** When to look again whether another replica has moved its position on. */
  recheckAt = 0;
  recheckMs = firstRecheckMs;
  /** When its position moved last, or its first fact came: the wait for a predecessor is counted from here. */
  since = performance.now();
  /** The position when it was last seen. */
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

  /** A repetition takes the place of the delivery before, which nobody needs to acknowledge any more. */
  add(delivered: Delivered): void {
    if (this.facts.size === 0) this.since = performance.now();
    this.facts.set(delivered.fact.version, delivered);
  }

  acknowledge(version: number): void {
    this.facts.get(version)?.message.ack();
    this.facts.delete(version);
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

  /** Asks NATS to wait longer for what was leased before `before`. */
  keepWorking(before: number): void {
    for (const { message, leasedFrom } of this.facts.values()) if (leasedFrom < before) message.working();
  }

  /**
   * NATS has heard at `now` what it was asked at `askedAt`. What it had to wait for longer than `leaseMs` until then may
   * be in other hands: it is forgotten, and comes again.
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
