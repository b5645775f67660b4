import { busy, GroupCommit, Overloaded } from './group-commit';

/** A flush that is ended by hand, so that a test says what gathers meanwhile. */
function byHand() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const flush = async (items: readonly number[]) => {
    batches.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => item * 10);
  };
  const endFlush = async () => {
    ends.shift()?.();
    await turns();
  };
  return { batches, endFlush, flush };
}

const turns = async () => {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate);
};

describe('group commit', () => {
  it('takes what arrives together in one flush, and gives each its own result', async () => {
    const batches: number[][] = [];
    const group = new GroupCommit(async (items: readonly number[]) => {
      batches.push([...items]);
      return Promise.resolve(items.map((item) => item * 10));
    });
    expect(await Promise.all([1, 2, 3].map((item) => group.submit(item)))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('gathers while a flush is under way, and never runs two at once', async () => {
    const { batches, endFlush, flush } = byHand();
    const group = new GroupCommit(flush);
    const first = group.submit(1);
    await turns();
    const rest = [2, 3, 4].map((item) => group.submit(item));
    await turns();
    expect(batches).toEqual([[1]]);
    await endFlush();
    expect(batches).toEqual([[1], [2, 3, 4]]);
    await endFlush();
    expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40]);
  });

  it('flushes at most as many as allowed at a time, in order', async () => {
    const { batches, endFlush, flush } = byHand();
    const group = new GroupCommit(flush, { max: 2 });
    const all = Promise.all([1, 2, 3, 4, 5].map((item) => group.submit(item)));
    for (let i = 0; i < 3; i++) {
      await turns();
      await endFlush();
    }
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
    expect(await all).toEqual([10, 20, 30, 40, 50]);
  });

  it('runs as many flushes at once as it has lanes', async () => {
    const { batches, endFlush, flush } = byHand();
    const group = new GroupCommit(flush, { max: 1, lanes: 2 });
    const all = Promise.all([1, 2, 3].map((item) => group.submit(item)));
    await turns();
    expect(batches).toEqual([[1], [2]]);
    for (let i = 0; i < 3; i++) await endFlush();
    expect(await all).toEqual([10, 20, 30]);
  });

  it('lets a bad item fail alone', async () => {
    const group = new GroupCommit(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('two is bad');
      return Promise.resolve(items);
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => group.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('works on after a failure', async () => {
    let fails = true;
    const group = new GroupCommit(async (items: readonly number[]) => {
      if (fails) throw new Error('away');
      return Promise.resolve(items);
    });
    await expect(group.submit(1)).rejects.toThrow('away');
    fails = false;
    expect(await group.submit(2)).toBe(2);
  });

  it('refuses beyond its capacity instead of letting memory grow', async () => {
    const { endFlush, flush } = byHand();
    const group = new GroupCommit(flush, { capacity: 2 });
    const first = group.submit(1);
    await turns();
    const waiting = [group.submit(2), group.submit(3)];
    await expect(group.submit(4)).rejects.toThrow(Overloaded);
    await endFlush();
    await endFlush();
    expect(await Promise.all([first, ...waiting])).toEqual([10, 20, 30]);
  });

  it('fails all of them at once when Postgres is not reachable, instead of waiting for each in turn', async () => {
    let flushes = 0;
    const group = new GroupCommit(() => {
      flushes++;
      return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => group.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(flushes).toBe(1);
  });
});

describe('group commit of items with keys', () => {
  interface Item {
    key: string;
    n: number;
  }
  const keyed = { keyOf: ({ key }: Item) => key };

  it('never flushes one key twice at the same time, and keeps its order', async () => {
    const flushes: string[] = [];
    const ends: (() => void)[] = [];
    const group = new GroupCommit(
      async (items: readonly Item[]) => {
        flushes.push(items.map(({ key, n }) => `${key}${n}`).join(' '));
        await new Promise<void>((resolve) => ends.push(resolve));
        return items.map(({ n }) => n);
      },
      { ...keyed, lanes: 2 },
    );
    const all = [group.submit({ key: 'a', n: 1 })];
    await turns();
    all.push(
      group.submit({ key: 'a', n: 2 }),
      group.submit({ key: 'b', n: 3 }),
      group.submit({ key: 'a', n: 4 }),
    );
    await turns();
    expect(flushes).toEqual(['a1', 'b3']);
    ends.shift()?.();
    await turns();
    expect(flushes).toEqual(['a1', 'b3', 'a2 a4']);
    ends.forEach((end) => end());
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  });

  it('waits beside the others for a key whose row somebody holds, and keeps its order', async () => {
    let letGo: () => void = () => undefined;
    const lock = new Promise<void>((resolve) => (letGo = resolve));
    const done: number[] = [];
    const group = new GroupCommit<Item, number>(async (items, waits) => {
      if (waits) await lock;
      const results = items.map(({ key, n }) => (key === 'held' && !waits ? busy : n));
      done.push(...results.filter((result) => result !== busy));
      return Promise.resolve(results);
    }, keyed);
    const held = [group.submit({ key: 'held', n: 1 })];
    await turns();
    held.push(group.submit({ key: 'held', n: 2 }));
    expect(await group.submit({ key: 'free', n: 3 })).toBe(3);
    expect(done).toEqual([3]);
    letGo();
    expect(await Promise.all(held)).toEqual([1, 2]);
    expect(done).toEqual([3, 1, 2]);
  });

  it('works on when a lock was waited for in vain', async () => {
    let locked = true;
    const group = new GroupCommit<Item, number>((items, waits) => {
      if (locked && waits) return Promise.reject(Object.assign(new Error('lock timeout'), { code: '55P03' }));
      return Promise.resolve(items.map(({ n }) => (locked ? busy : n)));
    }, keyed);
    await expect(group.submit({ key: 'held', n: 1 })).rejects.toThrow('lock timeout');
    locked = false;
    expect(await group.submit({ key: 'held', n: 2 })).toBe(2);
  });
});
