import type { OutboxRow } from './outbox-rows';
import type { Taken } from './publisher';

/** The connection and the stream that took rows. After either has changed, the server may have forgotten them. */
export interface TakenBy {
  readonly era: number;
  readonly stream: string | null;
}

/** What a stream has acknowledged and is not marked in the outbox yet. */
export class Unmarked {
  private rows: readonly Taken<OutboxRow>[] = [];
  private by: TakenBy | undefined;

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  put(rows: readonly Taken<OutboxRow>[], by: TakenBy): void {
    this.rows = rows;
    this.by = by;
  }

  /** Gives them up to be marked, when they were taken by these; undefined: they are to be published again. */
  take({ era, stream }: TakenBy): readonly Taken<OutboxRow>[] | undefined {
    const { rows, by } = this;
    this.rows = [];
    return rows.length === 0 || (by?.era === era && by.stream === stream) ? rows : undefined;
  }
}
