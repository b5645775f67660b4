import type { Database } from '@rejoin/persistence';
import { freshRows, pastRows, pastsOf, type OutboxRow } from './outbox-rows';
import type { Known } from './stream';

export interface NextRows {
  /** In the order in which they are to stand in the stream. */
  readonly rows: readonly OutboxRow[];
  /** Whether there may be more. */
  readonly more: boolean;
  /** Whether the replay is over when these are published. */
  readonly isReplayed: boolean;
  readonly lastFresh: OutboxRow | undefined;
  /** The last rows of the replay itself and of each past that was sent ahead of it. */
  readonly replayed: OutboxRow | undefined;
  readonly ahead: readonly OutboxRow[];
}

const remembered = 50_000;

/**
 * What is to be published next. Usually what never was. After a stream was made anew also what was published
 * before, the oldest first: a subscriber that may hold a bounded number of facts would never end otherwise. New
 * facts do not wait for that, but the past of their own conversation goes ahead of them.
 *
 * How far the replay has come is known to this process only: another one that goes on begins from the start, and
 * the stream swallows or the subscribers recognise what they have.
 */
export class Replay {
  private stream: string | null = null;
  private from = 0;
  /** Up to which row the past of an aggregate was sent ahead of the replay. */
  private readonly aheadTo = new Map<string, number>();

  async next(database: Database, known: Known, lookFrom: number, limit: number): Promise<NextRows> {
    const fresh = await freshRows(database, lookFrom, limit);
    if (known.replayBelow === 0) return rowsOf({ fresh, more: fresh.length === limit });
    if (this.stream !== known.created) this.begin(known.created);
    const below = known.replayBelow;
    const ahead = await pastsOf(database, this.pastsOf(fresh), { below, limit });
    // The past of the last aggregate, and of those behind it, may not be complete: their new facts wait.
    const complete = ahead.length < limit ? undefined : new Set(ahead.map(nameOf));
    complete?.delete(nameOf(ahead[ahead.length - 1]!));
    const ready = complete ? fresh.filter((row) => complete.has(nameOf(row))) : fresh;
    const room = Math.max(limit - ahead.length - ready.length, Math.ceil(limit / 4));
    const past = await pastRows(database, { from: this.from, below, limit: room });
    return rowsOf({ ahead, fresh: ready, past, more: true, isReplayed: past.length < room });
  }

  /** All of these are published. */
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

  /** The pasts that must go ahead of new facts. */
  private pastsOf(fresh: readonly OutboxRow[]) {
    const first = new Map<string, OutboxRow>();
    for (const row of fresh) if (!first.has(nameOf(row))) first.set(nameOf(row), row);
    return [...first].map(([name, { family, aggregate_id: id, version }]) => {
      return { family, id, version, from: Math.max(this.from, (this.aheadTo.get(name) ?? -1) + 1) };
    });
  }
}

function rowsOf(parts: {
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

function nameOf({ family, aggregate_id: id }: OutboxRow): string {
  return `${family}/${id}`;
}
