import type { Sql } from '@rejoin/persistence';
import fc from 'fast-check';
import type { HistoryRange, OutboxRow } from './store/outbox-rows';
import { Replay } from './replay';
import type { StreamState } from './store/stream-state';

interface Row extends Pick<OutboxRow, 'seq' | 'family' | 'aggregate_id' | 'version'> {
  isPublished: boolean;
}

/** An outbox in memory. The queries of `outbox-rows` are replaced by these, which return the same rows. */
let outbox: Row[] = [];

jest.mock('./store/outbox-rows', () => ({
  freshRows: (_: Sql, from: number, limit: number) =>
    Promise.resolve(outbox.filter(({ seq, isPublished }) => !isPublished && seq >= from).slice(0, limit)),
  publishedRows: (_: Sql, { from, below, limit }: { from: number; below: number; limit: number }) =>
    Promise.resolve(
      outbox.filter(({ seq, isPublished }) => isPublished && seq >= from && seq < below).slice(0, limit),
    ),
  historyRows: (_: Sql, pasts: readonly HistoryRange[], { below, each }: { below: number; each: number }) =>
    Promise.resolve(
      pasts.flatMap(({ id, from, version }) =>
        outbox
          .filter((row) => row.isPublished && row.aggregate_id === id && row.version < version)
          .filter(({ seq }) => seq >= from && seq < below)
          .slice(0, each),
      ),
    ),
}));

const sql = {} as Sql;
const stateOf = (replayBelow: number, created = 'new'): StreamState => ({
  created,
  lastSeq: 0,
  lastId: null,
  replayBelow,
});

/** An outbox with facts of some aggregates, of which the first ones were published before the stream was lost. */
function outboxOf(aggregates: readonly number[], published: number): Row[] {
  const versions = new Map<number, number>();
  return aggregates.map((aggregate, i) => {
    const version = (versions.get(aggregate) ?? 0) + 1;
    versions.set(aggregate, version);
    return {
      seq: i + 1,
      family: 'session',
      aggregate_id: `c${aggregate}`,
      version,
      isPublished: i < published,
    };
  });
}

/** Publishes rounds into a new stream until there is nothing to do, and returns what the stream got, in order. */
async function publishAll(limit: number, onRound: () => void = () => undefined): Promise<string[]> {
  const replay = new Replay();
  const stream: string[] = [];
  let replayBelow = outbox.length + 1;
  for (let round = 0; ; round++) {
    if (round > 1_000) throw new Error('the replay does not end');
    const next = await replay.next(sql, stateOf(replayBelow), 0, limit);
    if (next.rows.length === 0 && replayBelow === 0) return stream;
    for (const { aggregate_id: id, version } of next.rows) stream.push(`${id}/${version}`);
    for (const row of outbox) row.isPublished ||= next.rows.some(({ seq }) => seq === row.seq);
    replay.published(next);
    if (next.isReplayed) replayBelow = 0;
    onRound();
  }
}

const names = (rows: readonly Row[]) => rows.map(({ aggregate_id: id, version }) => `${id}/${version}`);

describe('a replay into a new stream', () => {
  it('publishes everything, and each fact of an aggregate after those before it', async () => {
    const aggregates = fc.array(fc.nat(3), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        aggregates,
        fc.nat(60),
        fc.integer({ min: 1, max: 12 }),
        async (ids, published, limit) => {
          outbox = outboxOf(ids, published);
          const stream = await publishAll(limit);
          expect(new Set(stream)).toEqual(new Set(names(outbox)));
          for (const id of new Set(ids)) {
            // A consumer that skips what it knows gets them without a gap.
            const firsts = [...new Set(stream.filter((name) => name.startsWith(`c${id}/`)))];
            expect(firsts).toEqual(names(outbox.filter((row) => row.aggregate_id === `c${id}`)));
          }
        },
      ),
    );
  });

  it('publishes a new fact after the history of its aggregate, and not after that of all', async () => {
    const past = Array.from({ length: 100 }, (_, i) => i);
    outbox = outboxOf([...past, 50], 100);
    const stream = await publishAll(10);
    expect(stream.indexOf('c50/2')).toBeLessThan(10);
    expect(stream.indexOf('c50/1')).toBeLessThan(stream.indexOf('c50/2'));
  });

  it('delays no new fact by the long history of another', async () => {
    const long = Array.from({ length: 200 }, () => 0);
    outbox = outboxOf([...long, 1, 0, 1], 201);
    const stream = await publishAll(10);
    expect(stream.indexOf('c1/2')).toBeLessThan(30);
    expect(stream.indexOf('c1/2')).toBeLessThan(stream.indexOf('c0/201'));
  });

  it('says up to which new row all are published, unless one has to wait for its history', async () => {
    outbox = outboxOf([0, 0, 0, 0, 1, 1], 5);
    const replay = new Replay();
    const first = await replay.next(sql, stateOf(6), 0, 4);
    expect(first).toMatchObject({ more: true, isReplayed: false, lastFresh: { seq: 6 } });
    outbox = outboxOf([0, 0, 0, 0, 0, 0], 5);
    const waiting = await new Replay().next(sql, stateOf(6), 0, 4);
    expect(waiting).toMatchObject({ more: true, isReplayed: false, lastFresh: undefined });
    expect(names(waiting.rows as unknown as Row[]).slice(0, 4)).toEqual(['c0/1', 'c0/2', 'c0/3', 'c0/4']);
  });

  it('publishes what is committed while it runs', async () => {
    outbox = outboxOf([0, 1, 0, 1, 2, 2, 2, 2], 6);
    let added = 0;
    const stream = await publishAll(2, () => {
      if (++added > 3) return;
      outbox.push({
        seq: 100 + added,
        family: 'session',
        aggregate_id: 'c0',
        version: 2 + added,
        isPublished: false,
      });
    });
    expect(stream.filter((name) => name === 'c0/5')).toHaveLength(1);
    expect(stream.indexOf('c0/2')).toBeLessThan(stream.indexOf('c0/3'));
  });

  it('begins again when the stream is lost again', async () => {
    outbox = outboxOf([0, 1, 2, 3, 4, 5], 6);
    const replay = new Replay();
    const first = await replay.next(sql, stateOf(7), 0, 4);
    replay.published(first);
    const second = await replay.next(sql, stateOf(7, 'another'), 0, 4);
    expect(names(second.rows as unknown as Row[])).toEqual(names(first.rows as unknown as Row[]));
  });

  it('publishes the same rows again when they were not published', async () => {
    outbox = outboxOf([0, 1, 2, 3, 4, 5], 6);
    const replay = new Replay();
    const first = await replay.next(sql, stateOf(7), 0, 4);
    const again = await replay.next(sql, stateOf(7), 0, 4);
    expect(again.rows).toEqual(first.rows);
  });
});

describe('without a replay', () => {
  it('new rows are published in the order of the outbox, and there may be more when a round is full', async () => {
    outbox = outboxOf([0, 0, 1, 1], 1);
    const replay = new Replay();
    const next = await replay.next(sql, stateOf(0), 0, 2);
    expect(names(next.rows as unknown as Row[])).toEqual(['c0/2', 'c1/1']);
    expect(next).toMatchObject({ more: true, lastFresh: { seq: 3 }, replayed: undefined });
    expect(await replay.next(sql, stateOf(0), 3, 3)).toMatchObject({ more: false, lastFresh: { seq: 4 } });
  });
});
