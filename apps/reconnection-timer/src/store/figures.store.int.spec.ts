import { Party, Way } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import { figuresOf } from '../domain/day-figures';
import { asking, ending, freshTimerDatabase, opening, Replica } from '../timer.fixture';
import { FiguresStore } from './figures.store';

const figures = new FiguresStore();
let fresh: FreshDatabase;
let replica: Replica;
let workstreamId: string;

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  replica = await Replica.open(fresh.url);
});

afterAll(async () => {
  await replica.close();
  await fresh.drop();
});

beforeEach(() => {
  workstreamId = newId();
});

/** Opens a window of the workstream whose deadline is `seconds` from now. */
async function away(seconds: number, terms: { kind?: 'open-hold'; lostAgo?: number } = {}): Promise<string> {
  const conversationId = newId();
  const opened = opening(conversationId, await replica.in(seconds));
  const { lostAgo = 10, ...rest } = terms;
  const lostAt = await replica.in(-lostAgo);
  await replica.ask({ ...opened, workstreamId, terms: { ...opened.terms, lostAt, ...rest } });
  return conversationId;
}

const count = async (from: number, until: number) =>
  figuresOf(
    await figures.count(replica.database, {
      workstreamId,
      from: await replica.in(from),
      until: await replica.in(until),
    }),
  );

const listed = (limit: number, after: { deadlineAt: string; conversationId: string } | null = null) =>
  figures.open(replica.database, { workstreamId, after, limit });

describe('the windows of a workstream', () => {
  it('are counted by how they ended, and the counts add up', async () => {
    for (const way of Way.options) {
      const id = await away(60);
      await replica.ask({ ...asking(id, await replica.in(60)), way });
    }
    for (const by of Party.options) await replica.ask({ ...ending(await away(60)), by });
    await replica.expire([await away(-1), await away(-1, { kind: 'open-hold' })]);
    await away(60);
    expect(await count(-60, 60)).toMatchObject({
      dropped: 10,
      droppedInQueue: 1,
      back: { resume: 1, link: 1, prompt: 1 },
      ended: { customer: 1, agent: 1, supervisor: 1, system: 1 },
      expired: 2,
      open: 1,
      timeToReturn: { count: 3 },
    });
  });

  it('have the workstream of a return that arrived before its disconnect', async () => {
    await replica.ask({ ...asking(newId(), await replica.in(60)), workstreamId });
    expect(await count(-600, 600)).toMatchObject({ dropped: 1, back: { resume: 1 } });
  });

  it('are counted by when the customer disconnected, including the start of the span and excluding its end', async () => {
    const id = await away(60, { lostAgo: 100 });
    const [row] = await replica.database.query<{ lostAt: string }>(
      `select lost_at as "lostAt" from windows where conversation_id = $1`,
      [id],
    );
    const lostAt = row?.lostAt ?? '';
    const dropped = async (from: string, until: string) =>
      (await figures.count(replica.database, { workstreamId, from, until })).dropped;
    expect(await dropped(lostAt, await replica.in(0))).toBe(1);
    expect(await dropped(await replica.in(-200), lostAt)).toBe(0);
  });

  it('of several workstreams are counted together', async () => {
    await away(60);
    const first = workstreamId;
    workstreamId = newId();
    await away(60);
    const [from, until] = [await replica.in(-600), await replica.in(600)];
    const dropped = async (...workstreamId: string[]) =>
      (await figures.count(replica.database, { workstreamId, from, until })).dropped;
    expect([await dropped(first, workstreamId), await dropped(first), await dropped()]).toEqual([2, 1, 0]);
  });

  it('of other workstreams are not counted', async () => {
    await away(60);
    workstreamId = newId();
    expect((await count(-600, 600)).dropped).toBe(0);
  });

  it('give the time until the return', async () => {
    for (const lostAgo of [70, 310, 310, 1000, 4000]) {
      const id = await away(60, { lostAgo });
      await replica.ask(asking(id, await replica.in(60)));
    }
    const { timeToReturn } = await count(-5000, 60);
    const buckets = timeToReturn.buckets.filter((bucket) => bucket.count > 0);
    expect(buckets).toEqual([
      { upToSeconds: 120, count: 1 },
      { upToSeconds: 900, count: 2 },
      { upToSeconds: 3600, count: 1 },
      { upToSeconds: null, count: 1 },
    ]);
    expect(timeToReturn.p50Seconds).toBeGreaterThanOrEqual(310);
    expect(timeToReturn.p50Seconds).toBeLessThan(360);
  });

  it('that are open are listed by their deadline, page by page, each once', async () => {
    const deadlineAt = await replica.in(60);
    const ids = [];
    for (let i = 0; i < 5; i++) {
      const id = newId();
      ids.push(id);
      await replica.ask({ ...opening(id, deadlineAt), workstreamId });
    }
    const sooner = await away(30);
    await replica.ask(ending(await away(40)));
    const first = await listed(4);
    const last = first.at(-1);
    const second = await listed(4, last ?? null);
    expect([...first, ...second].map(({ conversationId }) => conversationId)).toEqual([
      sooner,
      ...[...ids].sort(),
    ]);
    expect(await figures.countOpen(replica.database, workstreamId)).toBe(6);
  });
});
