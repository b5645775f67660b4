import type { OutboxRow } from './store/outbox-rows';
import type { StreamAck } from './publisher';

/** The connection and the stream that acknowledged rows. After either has changed, the server may have lost them. */
export interface StreamIdentity {
  readonly era: number;
  readonly stream: string | null;
}

/** Rows that a stream has acknowledged and that are not marked in the outbox yet. */
export class UnmarkedRows {
  private rows: StreamAck<OutboxRow>[] = [];
  private by: StreamIdentity | undefined;
  private since = 0;
  private areLost = false;

  get isEmpty(): boolean {
    return this.rows.length === 0 && !this.areLost;
  }

  /** How long the oldest row has been waiting. `now` is in milliseconds. */
  waitingMs(now: number): number {
    return this.isEmpty ? 0 : now - this.since;
  }

  add(rows: readonly StreamAck<OutboxRow>[], by: StreamIdentity, now: number): void {
    if (rows.length === 0) return;
    if (this.isEmpty) this.since = now;
    else if (!this.isBy(by)) this.areLost = true;
    this.rows.push(...rows);
    this.by = by;
  }

  /** Whether connection or stream have changed since, so that the rows must be published again. */
  areStale(now: StreamIdentity): boolean {
    return this.areLost || (this.rows.length > 0 && !this.isBy(now));
  }

  /** Removes and returns the rows. Returns undefined if they are stale. */
  take(now: StreamIdentity): readonly StreamAck<OutboxRow>[] | undefined {
    const { rows } = this;
    const areStale = this.areStale(now);
    this.rows = [];
    this.areLost = false;
    return areStale ? undefined : rows;
  }

  private isBy({ era, stream }: StreamIdentity): boolean {
    return this.by?.era === era && this.by.stream === stream;
  }
}
