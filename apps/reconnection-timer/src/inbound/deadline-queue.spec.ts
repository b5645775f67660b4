import { instant, Job } from '@rejoin/kernel';
import type { DueDeadline } from '../domain/deadline';
import { DeadlineQueue } from './deadline-queue';

const start = Date.UTC(2026, 0, 31, 9);
const at = (ms: number) => instant(start + ms);

/** A deadline queue over a table in memory, on fake time. */
class Bench {
  readonly table = new Map<string, number>();
  readonly busy = new Set<string>();
  readonly settled: { key: string; at: number }[] = [];
  readonly batches: number[] = [];
  readonly errors: unknown[] = [];
  failures = 0;
  underWay = 0;
  /** While it is closed, no settlement finishes. */
  gate: Promise<void> = Promise.resolve();
  private readonly time = { millis: () => Date.now() };
  job!: Job;
  readonly queue = new DeadlineQueue(
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

  /** Adds a deadline to the table without telling the queue. */
  store(key: string, ms: number): DueDeadline {
    this.table.set(key, ms);
    return { key, dueAt: at(ms) };
  }

  private dueBefore(until: string): DueDeadline[] {
    return [...this.table]
      .sort(([, a], [, b]) => a - b)
      .map(([key, ms]) => ({ key, dueAt: at(ms) }))
      .filter(({ dueAt }) => dueAt < until);
  }

  private async settle(keys: readonly string[]): Promise<{ busy: string[]; later: DueDeadline[] }> {
    expect(++this.underWay).toBe(1);
    await this.gate;
    this.underWay--;
    if (this.failures-- > 0) throw new Error('no database');
    this.batches.push(keys.length);
    const now = Date.now() - start;
    const later: DueDeadline[] = [];
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
    bench.queue.watch([bench.store('a', 700)]);
    await pass(699);
    expect(bench.settled).toEqual([]);
    await pass(1);
    expect(bench.settled).toEqual([{ key: 'a', at: 700 }]);
  });

  it('is settled later when it was moved, and not before', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    bench.queue.watch([bench.store('a', 1_500)]);
    await pass(1_499);
    expect(bench.batches).toEqual([]);
    await pass(1);
    expect(bench.settled).toEqual([{ key: 'a', at: 1_500 }]);
  });

  it('is not settled when it was removed', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    bench.queue.watch([{ key: 'a', dueAt: null }]);
    await pass(2_000);
    expect(bench.batches).toEqual([]);
  });

  it('is settled before a later deadline that was added first', async () => {
    bench.queue.watch([bench.store('late', 2_000)]);
    bench.queue.watch([bench.store('soon', 100)]);
    await pass(100);
    expect(bench.settled).toEqual([{ key: 'soon', at: 100 }]);
  });

  it('whose row is locked is retried shortly', async () => {
    bench.busy.add('a');
    bench.queue.watch([bench.store('a', 700)]);
    await pass(710);
    expect(bench.settled).toEqual([]);
    bench.busy.clear();
    await pass(20);
    expect(bench.settled).toHaveLength(1);
  });

  it('that another replica moved is settled at its new instant', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    bench.store('a', 900);
    await pass(900);
    expect(bench.settled).toEqual([{ key: 'a', at: 900 }]);
  });
});

describe('a deadline that is far', () => {
  it('is not kept in memory', async () => {
    bench.queue.watch([bench.store('a', 60_000)]);
    await bench.queue.scan();
    expect(bench.queue.size).toBe(0);
  });

  it('is found by the scan when it has come near', async () => {
    bench.queue.watch([bench.store('a', 60_000)]);
    await pass(58_000);
    await bench.queue.scan();
    await pass(2_000);
    expect(bench.settled).toEqual([{ key: 'a', at: 60_000 }]);
  });

  it('is not settled at its old instant after it was moved', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    bench.queue.watch([bench.store('a', 60_000)]);
    await pass(5_000);
    expect(bench.batches).toEqual([]);
  });
});

describe('the scan', () => {
  it('finds deadlines that passed while no timer ran', async () => {
    bench.store('a', -5_000);
    await bench.queue.scan();
    await pass(1);
    expect(bench.settled.map(({ key }) => key)).toEqual(['a']);
  });

  it('finds deadlines again whose settlement failed', async () => {
    bench.failures = 1;
    bench.queue.watch([bench.store('a', 700)]);
    await pass(1_000);
    expect(bench.errors).toHaveLength(1);
    await bench.queue.scan();
    await pass(1);
    expect(bench.settled).toHaveLength(1);
  });

  it('adds no deadline to memory twice', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    await bench.queue.scan();
    await bench.queue.scan();
    expect(bench.queue.size).toBe(1);
  });

  it('continues at once while there are more deadlines than one scan returns', async () => {
    for (let i = 0; i < 12_000; i++) bench.store(`k${i}`, -1_000);
    await bench.queue.scan();
    expect(bench.queue.size).toBeLessThanOrEqual(5_000);
    await pass(10);
    expect(bench.settled).toHaveLength(12_000);
  });
});

describe('many deadlines at the same instant', () => {
  it('are settled in batches, one at a time', async () => {
    let open: () => void = () => undefined;
    bench.gate = new Promise<void>((resolve) => (open = resolve));
    bench.queue.watch(Array.from({ length: 2_500 }, (_, i) => bench.store(`k${i}`, 700)));
    await pass(5_000);
    expect(bench.underWay).toBe(1);
    open();
    await pass(1);
    expect(bench.batches).toEqual([1_000, 1_000, 500]);
  });
});

describe('a stopped queue', () => {
  it('settles no more deadlines', async () => {
    bench.queue.watch([bench.store('a', 700)]);
    await bench.job.stop();
    bench.queue.watch([bench.store('b', 800)]);
    await pass(2_000);
    expect(bench.settled).toEqual([]);
  });
});
