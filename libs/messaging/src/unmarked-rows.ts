import type { OutboxRow } from './outbox-rows';
import type { StreamAck } from './publisher';

/** The connection and the stream that acknowledged rows. After either has changed, the server may have lost them. */
export interface StreamIdentity {
  readonly era: number;
  readonly stream: string | null;
}

/** Rows that a stream has acknowledged and that are not marked in the outbox yet. */
export class UnmarkedRows {
  private rows: readonly StreamAck<OutboxRow>[] = [];
  private by: StreamIdentity | undefined;

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  put(rows: readonly StreamAck<OutboxRow>[], by: StreamIdentity): void {
    this.rows = rows;
    this.by = by;
  }

  /** Removes and returns the rows. Returns undefined if connection or stream have changed, so that they must be published again. */
  take({ era, stream }: StreamIdentity): readonly StreamAck<OutboxRow>[] | undefined {
    const { rows, by } = this;
    this.rows = [];
    return rows.length === 0 || (by?.era === era && by.stream === stream) ? rows : undefined;
  }
}
