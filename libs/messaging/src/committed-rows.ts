import type { OutboxRow } from './store/outbox-rows';

/**
 * Rows that this process has committed and that its relay has not published yet. They save the relay a query. Rows may be
 * missing here: every row is in the outbox, and a scan finds it.
 */
export class CommittedRows {
  private rows: OutboxRow[] = [];
  private characters = 0;

  constructor(private readonly most: { readonly rows: number; readonly characters: number }) {}

  get size(): number {
    return this.rows.length;
  }

  /** Returns false when there are too many rows, so that only a scan finds all of them. */
  add(rows: readonly OutboxRow[]): boolean {
    const characters = this.characters + charactersOf(rows);
    if (this.rows.length + rows.length > this.most.rows || characters > this.most.characters) return false;
    this.rows.push(...rows);
    this.characters = characters;
    return true;
  }

  /** Removes and returns the first rows in the order of the outbox, at most `count`. */
  take(count: number): OutboxRow[] {
    this.rows.sort((a, b) => a.seq - b.seq);
    const taken = this.rows.splice(0, count);
    this.characters -= charactersOf(taken);
    return taken;
  }

  clear(): void {
    this.rows = [];
    this.characters = 0;
  }

  /** Removes rows that were found in another way. */
  drop(found: readonly OutboxRow[]): void {
    if (this.rows.length === 0 || found.length === 0) return;
    const seqs = new Set(found.map(({ seq }) => seq));
    this.rows = this.rows.filter(({ seq }) => !seqs.has(seq));
    this.characters = charactersOf(this.rows);
  }
}

function charactersOf(rows: readonly OutboxRow[]): number {
  return rows.reduce((sum, { data }) => sum + data.length, 0);
}
