import { Envelope, streamOf, type ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { JetStreamManager, StreamInfo } from 'nats';
import { rowSeqs, rowsBetween, type OutboxRow } from './store/outbox-rows';

/** A hole that is older than this was handled when it appeared, by this process or an earlier one. */
const recentMs = 600_000;
/** How many rows to read on each side, because rows may be published in another order than that of the outbox. */
const rowMargin = 50;
const maxRowsPerHole = 200;
const maxHoles = 100;

/** The first sequence of the stream and the deleted sequences after it. The server does not count earlier ones as deleted. */
interface HoleSnapshot {
  readonly first: number;
  readonly deleted: ReadonlySet<number>;
}
const noHoles: HoleSnapshot = { first: 1, deleted: new Set() };

/**
 * Finds holes in a stream: sequences at its beginning or in its middle whose messages were deleted or lost. It exists
 * because no consumer can notice a missing fact that was the last of its aggregate. The messages before and after a hole
 * show which rows of the outbox were published between them; those rows are published again.
 */
export class StreamHoles {
  private stream: string | null = null;
  private filledHoles: HoleSnapshot = noHoles;
  private foundHoles: HoleSnapshot = noHoles;

  constructor(private readonly parts: { database: Database; service: ServiceName }) {}

  /** Returns the rows that may be missing, or 'too-many' when the stream must be recreated. */
  async missing(
    manager: JetStreamManager,
    { created, state }: Pick<StreamInfo, 'created' | 'state'>,
  ): Promise<readonly OutboxRow[] | 'too-many'> {
    if (created !== this.stream) this.filledHoles = noHoles;
    this.stream = created;
    this.foundHoles = this.filledHoles;
    // Servers leave out both fields while nothing is deleted.
    const holes = (state.num_deleted as number | undefined) ?? 0;
    if (holes === this.filledHoles.deleted.size && state.first_seq <= this.filledHoles.first) return [];
    const details = (await manager.streams.info(streamOf(this.parts.service), { deleted_details: true }))
      .state;
    const deleted = (details.deleted as number[] | undefined) ?? [];
    this.foundHoles = {
      first: Math.max(this.filledHoles.first, details.first_seq),
      deleted: new Set(deleted),
    };
    const gone = details.first_seq - this.filledHoles.first;
    const before = gone > 0 ? await this.rowsBefore(manager, details.first_seq, gone) : [];
    if (before === 'too-many') return 'too-many';
    const found = new Map(before.map((row) => [row.seq, row]));
    for (const hole of runsOf(deleted.filter((seq) => !this.filledHoles.deleted.has(seq)))) {
      const rows = await this.rowsIn(manager, hole, details.last_ts);
      if (rows === 'too-many' || found.size > maxHoles * rowMargin) return 'too-many';
      for (const row of rows) found.set(row.seq, row);
    }
    return [...found.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Records that the found holes are filled. Until this call, `missing` finds them again. */
  filled(): void {
    this.filledHoles = this.foundHoles;
  }

  /** Returns unexpired rows that were published before the first sequence of the stream. */
  private async rowsBefore(
    manager: JetStreamManager,
    firstSeq: number,
    gone: number,
  ): Promise<readonly OutboxRow[] | 'too-many'> {
    const first = await manager.streams
      .getMessage(streamOf(this.parts.service), { seq: firstSeq })
      .catch(() => undefined);
    const envelope = Envelope.safeParse(first?.json());
    const [seq] = envelope.success ? await rowSeqs(this.parts.database, [envelope.data]) : [];
    if (seq === undefined) return [];
    const rows = await rowsBetween(this.parts.database, seq - gone - rowMargin, seq - 1);
    return rows.length > maxRowsPerHole ? 'too-many' : rows;
  }

  private async rowsIn(
    manager: JetStreamManager,
    { first, last }: { first: number; last: number },
    newestAt: string,
  ): Promise<readonly OutboxRow[] | 'too-many'> {
    const name = streamOf(this.parts.service);
    const after = await manager.streams.getMessage(name, { seq: last + 1 }).catch(() => undefined);
    const before = await manager.streams.getMessage(name, { seq: first - 1 }).catch(() => undefined);
    // Old holes were filled when they appeared. Both times are of NATS's clock.
    if (!after || Date.parse(newestAt) - after.time.getTime() > recentMs) return [];
    if (last - first >= maxRowsPerHole) return 'too-many';
    const places = [before, after].flatMap((message) => {
      const envelope = Envelope.safeParse(message?.json());
      return envelope.success ? [envelope.data] : [];
    });
    const seqs = await rowSeqs(this.parts.database, places);
    if (seqs.length === 0) return [];
    const [lowest, highest] = [Math.min(...seqs), Math.max(...seqs)];
    if (highest - lowest > maxRowsPerHole) return 'too-many';
    return rowsBetween(this.parts.database, lowest - rowMargin, highest + rowMargin);
  }
}

/** Joins consecutive sequences into runs. */
function runsOf(seqs: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === seq - 1) run.last = seq;
    else runs.push({ first: seq, last: seq });
  }
  return runs;
}
