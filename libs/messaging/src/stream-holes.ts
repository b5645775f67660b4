import { Envelope, streamOf, type ServiceName } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { JetStreamManager } from 'nats';
import { rowSeqs, rowsBetween, type OutboxRow } from './outbox-rows';

/** What has been empty for longer was seen when it became so, by this process or by the one before. */
const recentMs = 600_000;
/** Rows that committed late, or were published in another order, stand a little beside. */
const beside = 50;
const mostBetween = 200;
const mostHoles = 100;

/** Where the stream begins and which places behind that are empty. The server counts what is gone before as no hole. */
interface Seen {
  readonly first: number;
  readonly deleted: ReadonlySet<number>;
}
const nothing: Seen = { first: 1, deleted: new Set() };

/**
 * Places at the beginning or in the middle of a stream whose message is gone: taken out, or lost with a part of the server's file. When
 * the fact was the last one of its aggregate, no consumer can notice. The neighbours of the place tell which rows of
 * the outbox were published between them; those are published once more.
 */
export class StreamHoles {
  private stream: string | null = null;
  private seen: Seen = nothing;
  private looked: Seen = nothing;

  constructor(private readonly parts: { database: Database; service: ServiceName }) {}

  /** The rows that may be missing; 'too-many': the stream is to be made anew. */
  async missing(
    manager: JetStreamManager,
    created: string | null,
  ): Promise<readonly OutboxRow[] | 'too-many'> {
    const name = streamOf(this.parts.service);
    const { state } = await manager.streams.info(name);
    if (created !== this.stream) this.seen = nothing;
    this.stream = created;
    this.looked = this.seen;
    // Servers leave both out while there is nothing to tell.
    const holes = (state.num_deleted as number | undefined) ?? 0;
    if (holes === this.seen.deleted.size && state.first_seq <= this.seen.first) return [];
    const details = (await manager.streams.info(name, { deleted_details: true })).state;
    const deleted = (details.deleted as number[] | undefined) ?? [];
    this.looked = { first: Math.max(this.seen.first, details.first_seq), deleted: new Set(deleted) };
    const gone = details.first_seq - this.seen.first;
    const before = gone > 0 ? await this.rowsBefore(manager, details.first_seq, gone) : [];
    if (before === 'too-many') return 'too-many';
    const found = new Map(before.map((row) => [row.seq, row]));
    for (const hole of runsOf(deleted.filter((seq) => !this.seen.deleted.has(seq)))) {
      const rows = await this.rowsIn(manager, hole, details.last_ts);
      if (rows === 'too-many' || found.size > mostHoles * beside) return 'too-many';
      for (const row of rows) found.set(row.seq, row);
    }
    return [...found.values()].sort((a, b) => a.seq - b.seq);
  }

  /** What was found missing is in the stream again. Until this is said, it is found again. */
  filled(): void {
    this.seen = this.looked;
  }

  /** What was published before the first place of the stream and has not outlived its time. */
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
    const rows = await rowsBetween(this.parts.database, seq - gone - beside, seq - 1);
    return rows.length > mostBetween ? 'too-many' : rows;
  }

  private async rowsIn(
    manager: JetStreamManager,
    { first, last }: { first: number; last: number },
    newestAt: string,
  ): Promise<readonly OutboxRow[] | 'too-many'> {
    const name = streamOf(this.parts.service);
    const after = await manager.streams.getMessage(name, { seq: last + 1 }).catch(() => undefined);
    const before = await manager.streams.getMessage(name, { seq: first - 1 }).catch(() => undefined);
    // Holes of long ago were filled then. Both are NATS's clock.
    if (!after || Date.parse(newestAt) - after.time.getTime() > recentMs) return [];
    if (last - first >= mostBetween) return 'too-many';
    const places = [before, after].flatMap((message) => {
      const envelope = Envelope.safeParse(message?.json());
      return envelope.success ? [envelope.data] : [];
    });
    const seqs = await rowSeqs(this.parts.database, places);
    if (seqs.length === 0) return [];
    const [lowest, highest] = [Math.min(...seqs), Math.max(...seqs)];
    if (highest - lowest > mostBetween) return 'too-many';
    return rowsBetween(this.parts.database, lowest - beside, highest + beside);
  }
}

/** Places that follow each other, as one. */
function runsOf(seqs: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === seq - 1) run.last = seq;
    else runs.push({ first: seq, last: seq });
  }
  return runs;
}
