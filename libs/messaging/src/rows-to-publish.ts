import type { Database, Sql } from '@rejoin/persistence';
import { CommittedRows } from './committed-rows';
import { markPublished, type OutboxRow } from './store/outbox-rows';
import { PublishedVersions } from './published-versions';
import type { StreamAck } from './publisher';
import { nextRows, Replay, type NextRows } from './replay';
import { ScanStart } from './scan-start';
import type { StreamState } from './store/stream-state';
import { UnmarkedRows } from './unmarked-rows';

/** When published rows are marked, in the round trip of a scan. Rows that can be published at once come first. */
const markWithinMs = 50;
const markAtLatestMs = 500;
/** The most committed rows that are kept in memory until they are published, and the most characters of their data. */
const maxCommitted = { rows: 5_000, characters: 8_000_000 };
const rememberedAggregates = 50_000;

/**
 * Chooses the rows that the relay publishes next: those that its own process has committed, which it has in memory, or
 * those that a scan of the outbox finds. It also marks the published rows.
 *
 * Invariant: memory only saves queries. Every row is found by a scan until it is marked, and a row is published after the
 * earlier facts of its aggregate, whichever replica has committed them.
 */
export class RowsToPublish {
  private readonly committed = new CommittedRows(maxCommitted);
  private readonly published = new PublishedVersions(rememberedAggregates);
  private readonly unmarked = new UnmarkedRows();
  private readonly scanStart = new ScanStart();
  private readonly replay = new Replay();
  /** Whether the outbox may contain rows to publish that are not in memory. */
  private isScanDue = true;

  constructor(private readonly database: Database) {}

  /** Whether this process has committed rows that it has not published. */
  get areInMemory(): boolean {
    return this.committed.size > 0;
  }

  /** Takes rows that this process has committed. */
  add(rows: readonly OutboxRow[]): void {
    if (!this.committed.add(rows)) this.isScanDue = true;
  }

  /** Makes the next rows come from a scan. */
  requestScan(): void {
    this.isScanDue = true;
  }

  /** Scans all rows next, because a published row may be unpublished after all. */
  startAgain(): void {
    this.isScanDue = true;
    this.scanStart.reset();
  }

  /** For how many ms the relay may wait for a signal, at most `most`, before it must scan. */
  idleMs(most: number): number {
    return this.unmarked.isEmpty ? most : Math.min(most, markWithinMs);
  }

  /**
   * Returns the rows to publish next, at most `limit`, and the state of the stream. Returns undefined when another replica
   * has abandoned the stream.
   */
  async next(
    known: StreamState,
    era: number,
    limit: number,
  ): Promise<{ next: NextRows; known: StreamState } | undefined> {
    const unmarkedMs = this.unmarked.waitingMs(performance.now());
    const isInMemory = this.committed.size > 0 && unmarkedMs < markAtLatestMs;
    const isMarkDue = !isInMemory && unmarkedMs >= markWithinMs;
    // Stale rows come before later facts of their aggregates.
    const areStale = this.unmarked.areStale({ era, stream: known.created });
    if (this.isScanDue || isMarkDue || areStale || known.replayBelow > 0) return this.scan(known, era, limit);
    const rows = this.committed.take(limit);
    // Another replica may have committed facts between these, and its signal comes later.
    if (!this.published.continueWith(rows)) return this.scan(known, era, limit);
    // After these, rows may be due to be marked.
    return { next: nextRows({ fresh: rows, more: rows.length > 0 }), known };
  }

  /** Records what the stream has acknowledged and is not marked yet. */
  acknowledged(rows: readonly StreamAck<OutboxRow>[], known: StreamState, era: number): void {
    this.unmarked.add(rows, { era, stream: known.created }, performance.now());
  }

  /** Records that all these rows are published. */
  complete(next: NextRows): void {
    this.published.add(next.rows);
    this.replay.published(next);
    if (next.lastFresh) this.scanStart.published(next.lastFresh.seq, performance.now());
  }

  /** Marks the published rows that are left. */
  async markRest(known: StreamState, era: number): Promise<void> {
    const taken = this.unmarked.take({ era, stream: known.created });
    if (taken && taken.length > 0) await markPublished(this.database, known, taken, false);
  }

  /** Scans the outbox, and marks the acknowledged rows in the same round trip. */
  private async scan(
    known: StreamState,
    era: number,
    limit: number,
  ): Promise<{ next: NextRows; known: StreamState } | undefined> {
    const taken = this.unmarked.take({ era, stream: known.created });
    if (!taken) this.scanStart.reset();
    // The scan sees what is in memory now. Rows that are committed meanwhile may be in both.
    this.committed.clear();
    this.isScanDue = false;
    const from = this.scanStart.seq(performance.now());
    const read = (sql: Sql) => this.replay.next(sql, known, from, limit);
    const mark = (sql: Sql) => (taken && taken.length > 0 ? markPublished(sql, known, taken, false) : known);
    const [marked, next] = await this.database.together((sql) => Promise.all([mark(sql), read(sql)]));
    this.committed.drop(next.rows);
    if (next.more || !marked) this.isScanDue = true;
    return marked && { next, known: marked };
  }
}
