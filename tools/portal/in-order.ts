import type { Envelope } from '@rejoin/contracts';

interface Held {
  readonly fact: Envelope;
  readonly ack: () => void;
  readonly since: number;
}

/**
 * The rule of docs/integrators.md, as docs/examples/in-order.mjs has it: what is known is acknowledged, what is next
 * is told and then acknowledged, what is early is held. A predecessor that does not come in time, or for which too
 * much would be held, does not exist for this reader.
 */
export class InOrder {
  private readonly applied = new Map<string, number>();
  /** By family and subject, those that wait longest first; then by version. */
  private readonly held = new Map<string, Map<number, Held>>();
  private count = 0;

  constructor(
    private readonly apply: (fact: Envelope) => void,
    private readonly patienceMs: number,
    private readonly most = 500,
  ) {}

  receive(fact: Envelope, ack: () => void): void {
    const name = `${fact.family}/${fact.subject}`;
    if (fact.version <= this.reached(name)) return ack();
    const versions = this.held.get(name) ?? new Map<number, Held>();
    this.held.set(name, versions);
    if (!versions.has(fact.version)) this.count++;
    const since = versions.get(fact.version)?.since ?? performance.now();
    versions.set(fact.version, { fact, ack, since });
    this.applyWhatIsNext(name, versions);
    for (const [longest, early] of this.held) {
      if (this.count <= this.most) break;
      this.accept(longest, early);
    }
  }

  /** To be called now and then. */
  acceptOverdue(): void {
    const overdue = performance.now() - this.patienceMs;
    for (const [name, versions] of this.held) {
      if ([...versions.values()].some(({ since }) => since < overdue)) this.accept(name, versions);
    }
  }

  /** What is held comes again through another durable. */
  forgetHeld(): void {
    this.held.clear();
    this.count = 0;
  }

  private reached(name: string): number {
    return this.applied.get(name) ?? 0;
  }

  private accept(name: string, versions: Map<number, Held>): void {
    this.applied.set(name, Math.min(...versions.keys()) - 1);
    this.applyWhatIsNext(name, versions);
  }

  private applyWhatIsNext(name: string, versions: Map<number, Held>): void {
    for (;;) {
      const next = this.reached(name) + 1;
      const held = versions.get(next);
      if (!held) break;
      this.applied.set(name, next);
      this.apply(held.fact);
      held.ack();
      versions.delete(next);
      this.count--;
    }
    if (versions.size === 0) this.held.delete(name);
  }
}
