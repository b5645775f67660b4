/** A min-heap of (key, due) on the caller's clock. A key may have several entries. */
export class DueHeap {
  private readonly entries: { key: string; dueAt: number }[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** When the earliest entry is due, or undefined when there is none. */
  get nextDueAt(): number | undefined {
    return this.entries[0]?.dueAt;
  }

  push(key: string, dueAt: number): void {
    const entries = this.entries;
    let at = entries.length;
    entries.push({ key, dueAt });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (entries[parent]!.dueAt <= dueAt) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = { key, dueAt };
  }

  /** Takes the keys due at `now`, earliest first, at most `max`. */
  popDue(now: number, max: number): string[] {
    const due: string[] = [];
    while (due.length < max && this.entries.length > 0 && this.entries[0]!.dueAt <= now) {
      due.push(this.pop());
    }
    return due;
  }

  private pop(): string {
    const entries = this.entries;
    const top = entries[0]!;
    const last = entries.pop()!;
    if (entries.length > 0) this.sink(last);
    return top.key;
  }

  private sink(entry: { key: string; dueAt: number }): void {
    const entries = this.entries;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && entries[child + 1]!.dueAt < entries[child]!.dueAt) child++;
      if (entries[child]!.dueAt >= entry.dueAt) break;
      entries[at] = entries[child]!;
      at = child;
    }
    entries[at] = entry;
  }
}
