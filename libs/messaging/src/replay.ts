import type { Sql } from '@rejoin/persistence';
import { freshRows, pastRows, pastsOf, type OutboxRow, type Past } from './outbox-rows';
import type { Known } from './stream';

export interface NextRows {
  /** In the order in which they are to stand in the stream. */
  readonly rows: readonly OutboxRow[];
  /** Whether there may be more. */
  readonly more: boolean;
  /** Whether the replay is over when these are published. */
  readonly isReplayed: boolean;
  /** Up to this row all that is new is among these; undefined: some has to wait. */
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

  async next(sql: Sql, known: Known, lookFrom: number, limit: number): Promise<NextRows> {
    const fresh = await freshRows(sql, lookFrom, limit);
    if (known.replayBelow === 0) return rowsOf({ fresh, more: fresh.length === limit });
    if (this.stream !== known.created) this.begin(known.created);
    const below = known.replayBelow;
    const pasts = this.pastsBefore(fresh, limit);
    const each = Math.max(1, Math.floor(limit / Math.max(1, pasts.length)));
    const ahead = await pastsOf(sql, pasts, { below, each });
    const ready = readyOf(fresh, pasts, ahead, each);
    const room = Math.max(limit - ahead.length - ready.length, Math.ceil(limit / 4));
    const past = await pastRows(sql, { from: this.from, below, limit: room });
    const isReplayed = past.length < room && ready.length === fresh.length;
    const lastFresh = ready.length === fresh.length ? fresh.at(-1) : undefined;
    return { ...rowsOf({ ahead, fresh: ready, past, more: true, isReplayed }), lastFresh };
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

  /**
   * The pasts that must go ahead of new facts, of as many aggregates as a round has room for. Half of them may be
   * long ones that were begun before, so that these do not keep the others waiting.
   */
  private pastsBefore(fresh: readonly OutboxRow[], limit: number): Past[] {
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

/** The new facts whose past is complete with the rows that go ahead of them. */
function readyOf(
  fresh: readonly OutboxRow[],
  pasts: readonly Past[],
  ahead: readonly OutboxRow[],
  each: number,
): OutboxRow[] {
  const found = new Map(pasts.map(({ family, id }) => [`${family}/${id}`, 0]));
  for (const row of ahead) found.set(nameOf(row), (found.get(nameOf(row)) ?? 0) + 1);
  return fresh.filter((row) => (found.get(nameOf(row)) ?? each) < each);
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
