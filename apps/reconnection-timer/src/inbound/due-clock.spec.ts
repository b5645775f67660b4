import { instant, Job } from '@rejoin/kernel';
import type { Due } from '../domain/deadline';
import { DueClock } from './due-clock';

const start = Date.UTC(2026, 0, 31, 9);
const at = (ms: number) => instant(start + ms);

/** A clock over a table in memory, on the fake time. */
class Bench {
  readonly table = new Map<string, number>();
  readonly busy = new Set<string>();
  readonly settled: { key: string; at: number }[] = [];
  readonly batches: number[] = [];
  readonly errors: unknown[] = [];
  failures = 0;
  underWay = 0;
  /** While it is closed, what is being settled is not settled. */
  gate: Promise<void> = Promise.resolve();
  private readonly time = { millis: () => Date.now() };
  job!: Job;
  readonly clock = new DueClock(
    {
      scan: (until, limit) => Promise.resolve(this.dueBefore(until).slice(0, limit)),
      settle: (keys) => this.settle(keys),
    },
    this.time,
    (settle) =>
      (this.job = new Job({
        name: 'test',
        run: settle,
        onFailed: (error) => this.errors.push(error),
        onHung: () => undefined,
      })),
  );

  /** Puts a deadline into the table, unknown to the clock. */
  store(key: string, ms: number): Due {
    this.table.set(key, ms);
    return { key, dueAt: at(ms) };
  }

  private dueBefore(until: string): Due[] {
    return [...this.table]
      .sort(([, a], [, b]) => a - b)
      .map(([key, ms]) => ({ key, dueAt: at(ms) }))
      .filter(({ dueAt }) => dueAt < until);
  }

  private async settle(keys: readonly string[]): Promise<{ busy: string[]; later: Due[] }> {
    expect(++this.underWay).toBe(1);
    await this.gate;
    this.underWay--;
    if (this.failures-- > 0) throw new Error('no database');
    this.batches.push(keys.length);
    const now = Date.now() - start;
    const later: Due[] = [];
    for (const key of keys.filter((one) => !this.busy.has(one))) {
      const due = this.table.get(key);
      if (due === undefined) continue;
      if (due > now) later.push({ key, dueAt: at(due) });
      else {
        this.table.delete(key);
        this.settled.push({ key, at: now });
      }
    }
    return { busy: keys.filter((key) => this.busy.has(key)), later };
  }
}

let bench: Bench;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers({ now: start });
  bench = new Bench();
  void bench.job.start();
});

afterEach(async () => {
  await bench.job.stop();
  jest.useRealTimers();
});

describe('a deadline that is near', () => {
  it('is settled at its instant', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    await pass(699);
    expect(bench.settled).toEqual([]);
    await pass(1);
    expect(bench.settled).toEqual([{ key: 'a', at: 700 }]);
  });

  it('is settled later when it was moved, and not before', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    bench.clock.watch([bench.store('a', 1_500)]);
    await pass(1_499);
    expect(bench.batches).toEqual([]);
    await pass(1);
    expect(bench.settled).toEqual([{ key: 'a', at: 1_500 }]);
  });

  it('is left alone when it is gone', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    bench.clock.watch([{ key: 'a', dueAt: null }]);
    await pass(2_000);
    expect(bench.batches).toEqual([]);
  });

  it('is not waited for behind one that is later', async () => {
    bench.clock.watch([bench.store('late', 2_000)]);
    bench.clock.watch([bench.store('soon', 100)]);
    await pass(100);
    expect(bench.settled).toEqual([{ key: 'soon', at: 100 }]);
  });

  it('that somebody else holds is tried again shortly', async () => {
    bench.busy.add('a');
    bench.clock.watch([bench.store('a', 700)]);
    await pass(710);
    expect(bench.settled).toEqual([]);
    bench.busy.clear();
    await pass(20);
    expect(bench.settled).toHaveLength(1);
  });

  it('that was moved without our knowledge is settled at its new instant', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    bench.store('a', 900);
    await pass(900);
    expect(bench.settled).toEqual([{ key: 'a', at: 900 }]);
  });
});

describe('a deadline that is far', () => {
  it('takes no memory', async () => {
    bench.clock.watch([bench.store('a', 60_000)]);
    await bench.clock.scan();
    expect(bench.clock.size).toBe(0);
  });

  it('is found by the scan when it has come near', async () => {
    bench.clock.watch([bench.store('a', 60_000)]);
    await pass(58_000);
    await bench.clock.scan();
    await pass(2_000);
    expect(bench.settled).toEqual([{ key: 'a', at: 60_000 }]);
  });

  it('is not settled at an instant that it no longer has', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    bench.clock.watch([bench.store('a', 60_000)]);
    await pass(5_000);
    expect(bench.batches).toEqual([]);
  });
});

describe('the scan', () => {
  it('finds what is overdue, as after having been down', async () => {
    bench.store('a', -5_000);
    await bench.clock.scan();
    await pass(1);
    expect(bench.settled.map(({ key }) => key)).toEqual(['a']);
  });

  it('finds again what failed', async () => {
    bench.failures = 1;
    bench.clock.watch([bench.store('a', 700)]);
    await pass(1_000);
    expect(bench.errors).toHaveLength(1);
    await bench.clock.scan();
    await pass(1);
    expect(bench.settled).toHaveLength(1);
  });

  it('puts nothing into memory twice', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    await bench.clock.scan();
    await bench.clock.scan();
    expect(bench.clock.size).toBe(1);
  });

  it('goes on at once while there is more than one look can hold', async () => {
    for (let i = 0; i < 12_000; i++) bench.store(`k${i}`, -1_000);
    await bench.clock.scan();
    expect(bench.clock.size).toBeLessThanOrEqual(5_000);
    await pass(10);
    expect(bench.settled).toHaveLength(12_000);
  });
});

describe('a storm', () => {
  it('is settled in batches, one at a time', async () => {
    let open: () => void = () => undefined;
    bench.gate = new Promise<void>((resolve) => (open = resolve));
    bench.clock.watch(Array.from({ length: 2_500 }, (_, i) => bench.store(`k${i}`, 700)));
    await pass(5_000);
    expect(bench.underWay).toBe(1);
    open();
    await pass(1);
    expect(bench.batches).toEqual([1_000, 1_000, 500]);
  });
});

describe('a clock that is stopped', () => {
  it('settles nothing any more', async () => {
    bench.clock.watch([bench.store('a', 700)]);
    await bench.job.stop();
    bench.clock.watch([bench.store('b', 800)]);
    await pass(2_000);
    expect(bench.settled).toEqual([]);
  });
});
