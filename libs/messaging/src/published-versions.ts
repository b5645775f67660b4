import type { OutboxRow } from './store/outbox-rows';

/** The last published version of the aggregates that were published most recently. */
export class PublishedVersions {
  private readonly versions = new Map<string, number>();

  constructor(private readonly most: number) {}

  add(rows: readonly OutboxRow[]): void {
    for (const row of rows) {
      const name = nameOf(row);
      const version = Math.max(row.version, this.versions.get(name) ?? 0);
      // A map keeps the order of insertion, so the first one is the one that was published longest ago.
      this.versions.delete(name);
      this.versions.set(name, version);
    }
    for (const name of this.versions.keys()) {
      if (this.versions.size <= this.most) break;
      this.versions.delete(name);
    }
  }

  /** Whether each of these rows is the next version of its aggregate, so that no fact before it is left out. */
  continueWith(rows: readonly OutboxRow[]): boolean {
    const reached = new Map<string, number>();
    return rows.every((row) => {
      const name = nameOf(row);
      const last = reached.get(name) ?? this.versions.get(name) ?? 0;
      reached.set(name, row.version);
      return row.version === last + 1;
    });
  }
}

/** Names the aggregate of a row among those of all families. */
export function nameOf({ family, aggregate_id: id }: Pick<OutboxRow, 'family' | 'aggregate_id'>): string {
  return `${family}/${id}`;
}
