import type { Sql } from '@rejoin/persistence';
import {
  freshRows,
  historyRows,
  publishedRows,
  type OutboxRow,
  type HistoryRange,
} from './store/outbox-rows';
import { nameOf } from './published-versions';
import type { StreamState } from './store/stream-state';

export interface NextRows {
  /** The rows, in the order in which to publish them. */
  readonly rows: readonly OutboxRow[];
  /** Whether there may be more rows. */
  readonly more: boolean;
  /** Whether the replay is complete when these rows are published. */
  readonly isReplayed: boolean;
  /** The last new row, if all new rows up to it are included. Undefined if some of them have to wait. */
  readonly lastFresh: OutboxRow | undefined;
  /** The last row of the replay itself. `ahead` has the history that was published before it. */
  readonly replayed: OutboxRow | undefined;
  readonly ahead: readonly OutboxRow[];
}

const remembered = 50_000;

/**
 * Chooses the rows to publish next: rows that were never published and, after a stream was recreated, the published rows
 * again, the oldest first. The oldest come first because a subscriber holds only a bounded number of facts that wait for
 * their predecessors.
 *
 * Invariant: a new row is published after the history of its aggregate. It does not wait for the rest of the replay.
 *
 * Concurrency: only the holder of the lease replays. The progress is kept in memory, so another replica starts again; the
 * stream drops duplicates, or the consumers skip them.
 */
export class Replay {
  private stream: string | null = null;
  private from = 0;
  /** The last row of each aggregate whose history was published ahead of the replay. */
  private readonly aheadTo = new Map<string, number>();

  async next(sql: Sql, known: StreamState, lookFrom: number, limit: number): Promise<NextRows> {
    const fresh = await freshRows(sql, lookFrom, limit);
    if (known.replayBelow === 0) return nextRows({ fresh, more: fresh.length === limit });
    if (this.stream !== known.created) this.begin(known.created);
    const below = known.replayBelow;
    const pasts = this.pastsBefore(fresh, limit);
    const each = Math.max(1, Math.floor(limit / Math.max(1, pasts.length)));
    const ahead = await historyRows(sql, pasts, { below, each });
    const ready = readyOf(fresh, pasts, ahead, each);
    const room = Math.max(limit - ahead.length - ready.length, Math.ceil(limit / 4));
    const past = await publishedRows(sql, { from: this.from, below, limit: room });
    const isReplayed = past.length < room && ready.length === fresh.length;
    const lastFresh = ready.length === fresh.length ? fresh.at(-1) : undefined;
    return { ...nextRows({ ahead, fresh: ready, past, more: true, isReplayed }), lastFresh };
  }

  /** Records that these rows are published. */
  published({ replayed, ahead, isReplayed }: NextRows): void {
    if (isReplayed) return this.begin(null);
    if (replayed) this.from = replayed.seq + 1;
    if (this.aheadTo.size > remembered) this.aheadTo.clear();
    for (const row of ahead) this.aheadTo.set(nameOf(row), row.seq);
  }

  private begin(stream: string | null): void {
    this.stream = stream;
    this.from = 0;
    this.aheadTo.clear();
  }

  /**
   * Returns the histories to publish before new rows, for as many aggregates as fit in a round. At most half of them are
   * histories that an earlier round has started, so that long ones do not delay the others.
   */
  private pastsBefore(fresh: readonly OutboxRow[], limit: number): HistoryRange[] {
    const first = new Map<string, OutboxRow>();
    for (const row of fresh) if (!first.has(nameOf(row))) first.set(nameOf(row), row);
    const most = Math.max(2, Math.ceil(limit / 10));
    const begun = [...first].filter(([name]) => this.aheadTo.has(name)).slice(0, Math.ceil(most / 2));
    const others = [...first].filter(([name]) => !this.aheadTo.has(name)).slice(0, most - begun.length);
    return [...begun, ...others].map(([name, { family, aggregate_id: id, version }]) => {
      return { family, id, version, from: Math.max(this.from, (this.aheadTo.get(name) ?? -1) + 1) };
    });
  }
}

/** Returns the new rows whose history is complete with the rows in `ahead`. */
function readyOf(
  fresh: readonly OutboxRow[],
  pasts: readonly HistoryRange[],
  ahead: readonly OutboxRow[],
  each: number,
): OutboxRow[] {
  const found = new Map(pasts.map(({ family, id }) => [`${family}/${id}`, 0]));
  for (const row of ahead) found.set(nameOf(row), (found.get(nameOf(row)) ?? 0) + 1);
  return fresh.filter((row) => (found.get(nameOf(row)) ?? each) < each);
}

/** Puts the rows in the order in which to publish them. */
export function nextRows(parts: {
  ahead?: readonly OutboxRow[];
  fresh: readonly OutboxRow[];
  past?: readonly OutboxRow[];
  more: boolean;
  isReplayed?: boolean;
}): NextRows {
  const { ahead = [], fresh, past = [], more, isReplayed = false } = parts;
  const rows = [...ahead, ...fresh, ...past];
  return { rows, more, isReplayed, lastFresh: fresh.at(-1), replayed: past.at(-1), ahead };
}
