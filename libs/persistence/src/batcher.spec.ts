import { busy, Batcher, Overloaded } from './batcher';

/** A flush that a test ends explicitly, to control what gathers in the meantime. */
function controlledFlush() {
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

describe('a batcher', () => {
  it('flushes items that arrive together at once, and gives each its own result', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher(async (items: readonly number[]) => {
      batches.push([...items]);
      return Promise.resolve(items.map((item) => item * 10));
    });
    expect(await Promise.all([1, 2, 3].map((item) => batcher.submit(item)))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('collects items while a flush runs, and never runs two flushes at once', async () => {
    const { batches, endFlush, flush } = controlledFlush();
    const batcher = new Batcher(flush);
    const first = batcher.submit(1);
    await turns();
    const rest = [2, 3, 4].map((item) => batcher.submit(item));
    await turns();
    expect(batches).toEqual([[1]]);
    await endFlush();
    expect(batches).toEqual([[1], [2, 3, 4]]);
    await endFlush();
    expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40]);
  });

  it('flushes at most the allowed number of items at a time, in order', async () => {
    const { batches, endFlush, flush } = controlledFlush();
    const batcher = new Batcher(flush, { max: 2 });
    const all = Promise.all([1, 2, 3, 4, 5].map((item) => batcher.submit(item)));
    for (let i = 0; i < 3; i++) {
      await turns();
      await endFlush();
    }
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
    expect(await all).toEqual([10, 20, 30, 40, 50]);
  });

  it('runs as many flushes at once as it has lanes', async () => {
    const { batches, endFlush, flush } = controlledFlush();
    const batcher = new Batcher(flush, { max: 1, lanes: 2 });
    const all = Promise.all([1, 2, 3].map((item) => batcher.submit(item)));
    await turns();
    expect(batches).toEqual([[1], [2]]);
    for (let i = 0; i < 3; i++) await endFlush();
    expect(await all).toEqual([10, 20, 30]);
  });

  it('fails only the bad item of a flush', async () => {
    const batcher = new Batcher(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('two is bad');
      return Promise.resolve(items);
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('continues after a failed flush', async () => {
    let fails = true;
    const batcher = new Batcher(async (items: readonly number[]) => {
      if (fails) throw new Error('away');
      return Promise.resolve(items);
    });
    await expect(batcher.submit(1)).rejects.toThrow('away');
    fails = false;
    expect(await batcher.submit(2)).toBe(2);
  });

  it('rejects items beyond its capacity', async () => {
    const { endFlush, flush } = controlledFlush();
    const batcher = new Batcher(flush, { capacity: 2 });
    const first = batcher.submit(1);
    await turns();
    const waiting = [batcher.submit(2), batcher.submit(3)];
    await expect(batcher.submit(4)).rejects.toThrow(Overloaded);
    await endFlush();
    await endFlush();
    expect(await Promise.all([first, ...waiting])).toEqual([10, 20, 30]);
  });

  it('fails all items together when Postgres is unreachable', async () => {
    let flushes = 0;
    const batcher = new Batcher(() => {
      flushes++;
      return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(flushes).toBe(1);
  });
});

describe('a batcher of items with keys', () => {
  interface Item {
    key: string;
    n: number;
  }
  const keyed = { keyOf: ({ key }: Item) => key };

  it('flushes one key at a time, in the order of submission', async () => {
    const flushes: string[] = [];
    const ends: (() => void)[] = [];
    const batcher = new Batcher(
      async (items: readonly Item[]) => {
        flushes.push(items.map(({ key, n }) => `${key}${n}`).join(' '));
        await new Promise<void>((resolve) => ends.push(resolve));
        return items.map(({ n }) => n);
      },
      { ...keyed, lanes: 2 },
    );
    const all = [batcher.submit({ key: 'a', n: 1 })];
    await turns();
    all.push(
      batcher.submit({ key: 'a', n: 2 }),
      batcher.submit({ key: 'b', n: 3 }),
      batcher.submit({ key: 'a', n: 4 }),
    );
    await turns();
    expect(flushes).toEqual(['a1', 'b3']);
    ends.shift()?.();
    await turns();
    expect(flushes).toEqual(['a1', 'b3', 'a2 a4']);
    ends.forEach((end) => end());
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  });

  it('retries a locked row outside the lanes, and keeps the order of its key', async () => {
    let letGo: () => void = () => undefined;
    const lock = new Promise<void>((resolve) => (letGo = resolve));
    const done: number[] = [];
    const batcher = new Batcher<Item, number>(async (items, waits) => {
      if (waits) await lock;
      const results = items.map(({ key, n }) => (key === 'held' && !waits ? busy : n));
      done.push(...results.filter((result) => result !== busy));
      return Promise.resolve(results);
    }, keyed);
    const held = [batcher.submit({ key: 'held', n: 1 })];
    await turns();
    held.push(batcher.submit({ key: 'held', n: 2 }));
    expect(await batcher.submit({ key: 'free', n: 3 })).toBe(3);
    expect(done).toEqual([3]);
    letGo();
    expect(await Promise.all(held)).toEqual([1, 2]);
    expect(done).toEqual([3, 1, 2]);
  });

  it.each(['answers together', 'fails as a whole, and is flushed item by item'])(
    'keeps the key of an item that waits for a lock, when another item of a flush that %s is done',
    async (how) => {
      let letGo: () => void = () => undefined;
      const lock = new Promise<void>((resolve) => (letGo = resolve));
      const done: number[] = [];
      const batcher = new Batcher<Item, number>(async (items, waits) => {
        if (waits) await lock;
        else if (how !== 'answers together' && items.length > 1) throw new Error('one of them is bad');
        const results = items.map(({ n }) => (n === 1 && !waits ? busy : n));
        done.push(...results.filter((result) => result !== busy));
        return results;
      }, keyed);
      const all = [batcher.submit({ key: 'a', n: 1 }), batcher.submit({ key: 'a', n: 2 })];
      await turns();
      all.push(batcher.submit({ key: 'a', n: 3 }));
      expect(await batcher.submit({ key: 'b', n: 4 })).toBe(4);
      expect(done).not.toContain(3);
      letGo();
      expect(await Promise.all(all)).toEqual([1, 2, 3]);
      expect(done.indexOf(1)).toBeLessThan(done.indexOf(3));
      // What is flushed alone is not flushed before an item of the same key that waits.
      if (how !== 'answers together') expect(done).toEqual([4, 1, 2, 3]);
    },
  );

  it('continues after the wait for a lock has timed out', async () => {
    let locked = true;
    const batcher = new Batcher<Item, number>((items, waits) => {
      if (locked && waits) return Promise.reject(Object.assign(new Error('lock timeout'), { code: '55P03' }));
      return Promise.resolve(items.map(({ n }) => (locked ? busy : n)));
    }, keyed);
    await expect(batcher.submit({ key: 'held', n: 1 })).rejects.toThrow('lock timeout');
    locked = false;
    expect(await batcher.submit({ key: 'held', n: 2 })).toBe(2);
  });
});
