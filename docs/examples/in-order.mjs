const patienceMs = 10_000; // below the durable's ack_wait (30 s)
const most = 500; // below the durable's max_ack_pending (1,000), or it would deliver nothing more

/**
 * The rule for subscribers: of one family and subject, versions follow each other without gaps. What is known is
 * acknowledged, what is next is applied and then acknowledged, what is early is held in memory. When a predecessor
 * has not come for 10 s, or too much is held, it does not exist for this reader: the reader began in the middle of
 * the story, the retention has passed, or somebody else acknowledged it. Then the gap is accepted.
 */
export class InOrder {
  #held = new Map(); // family/subject -> version -> { fact, ack, since }, longest waiting first
  #count = 0;

  /** `applied`: the last version by family/subject; `apply` and `acceptGap` move it on. */
  constructor(applied, apply, acceptGap) {
    Object.assign(this, { applied, apply, acceptGap });
  }

  receive(fact, ack) {
    const name = `${fact.family}/${fact.subject}`;
    if (fact.version <= (this.applied.get(name) ?? 0)) return ack(); // a repetition
    if (!this.#held.has(name)) this.#held.set(name, new Map());
    const versions = this.#held.get(name);
    if (!versions.has(fact.version)) this.#count++;
    const since = versions.get(fact.version)?.since ?? performance.now();
    versions.set(fact.version, { fact, ack, since });
    this.#applyWhatIsNext(name);
    while (this.#count > most) this.#accept(this.#held.keys().next().value);
  }

  /** To be called every second. */
  acceptOverdue() {
    const overdue = performance.now() - patienceMs;
    for (const [name, versions] of this.#held) {
      if ([...versions.values()].some(({ since }) => since < overdue)) this.#accept(name);
    }
  }

  #accept(name) {
    const lowest = Math.min(...this.#held.get(name).keys());
    this.acceptGap(name, (this.applied.get(name) ?? 0) + 1, lowest - 1);
    this.#applyWhatIsNext(name);
  }

  #applyWhatIsNext(name) {
    const versions = this.#held.get(name);
    for (;;) {
      const next = (this.applied.get(name) ?? 0) + 1;
      const held = versions.get(next);
      if (!held) break;
      this.apply(name, held.fact);
      held.ack();
      versions.delete(next);
      this.#count--;
    }
    if (versions.size === 0) this.#held.delete(name);
  }
}
