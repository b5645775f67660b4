import type { OutboxRow } from './outbox-rows';

/**
 * Rows that this process has committed and that its relay has not published yet. They save the relay a query. Rows may be
 * missing here: every row is in the outbox, and a scan finds it.
 */
export class CommittedRows {
  private rows: OutboxRow[] = [];

  constructor(private readonly most: number) {}

  get size(): number {
    return this.rows.length;
  }

  /** Returns false when there are too many rows, so that only a scan finds all of them. */
  add(rows: readonly OutboxRow[]): boolean {
    if (this.rows.length + rows.length > this.most) return false;
    this.rows.push(...rows);
    return true;
  }

  /** Removes and returns the first rows in the order of the outbox, at most `count`. */
  take(count: number): OutboxRow[] {
    this.rows.sort((a, b) => a.seq - b.seq);
    return this.rows.splice(0, count);
  }

  clear(): void {
    this.rows = [];
  }

  /** Removes rows that were found in another way. */
  drop(found: readonly OutboxRow[]): void {
    if (this.rows.length === 0 || found.length === 0) return;
    const seqs = new Set(found.map(({ seq }) => seq));
    this.rows = this.rows.filter(({ seq }) => !seqs.has(seq));
  }
}
