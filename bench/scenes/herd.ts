import { until, type Stage } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import type { System } from '../product/system.ts';
import { product } from '../report/goals.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';
import { nullGateway } from './socket-peers.ts';

/** Two sizes: the number that this machine serves in time, and the number of the goal. */
const sizes = [2_000, 5_000];
const agents = 100;
const secondsLeft = 600;
/** The seconds of the cuts. The first is shorter than the debounce, so that no customer counts as away. */
const cuts = [3, 8, 15];
/** The usual debounce of a widget. */
const debounceSeconds = 5;

interface Busiest {
  readonly p95: number;
  readonly mostInASecond: number;
}

interface Herd {
  readonly back: number;
  /**
   * When the clients began their first attempt that could succeed, and when they had returned to their chat.
   */
  readonly attempts: Busiest;
  readonly returns: Busiest;
  /** The parts of the time, in milliseconds for each client. */
  readonly shares: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
}

const planOf = (cut: number) => ({ cutMs: cut * 1000, secondsLeft, limitMs: 60_000 });

function figuresOf(herd: Herd, size: number, cut: number): Record<string, number> {
  const shares = Object.entries(herd.shares).map(([part, ms]) => [`${size}, ${cut} s: ${part}, mean ms`, ms]);
  return {
    [`${size}, ${cut} s: tried, p95 ms`]: herd.attempts.p95,
    [`${size}, ${cut} s: back, p95 ms`]: herd.returns.p95,
    [`${size}, ${cut} s: back, most/s`]: herd.returns.mostInASecond,
    ...(Object.fromEntries(shares) as Record<string, number>),
    [`${size}, ${cut} s: refused`]: Object.values(herd.refused).reduce((sum, n) => sum + n, 0),
  };
}

const rejoin: Contender = {
  name: product,
  settings: `the pauses of libs/client, a debounce of ${debounceSeconds} s; while the network is cut no attempt reaches a gateway; nothing was missed`,
  async run(stage) {
    const chats = await Chats.open(stage, { agents, timeLimitSeconds: secondsLeft, debounceSeconds });
    chats.customers.mark();
    const figures: Record<string, number> = {};
    const faults: string[] = [];
    let there = 0;
    for (const size of sizes) {
      const count = stage.count(size);
      await chats.start(count - there);
      there = count;
      for (const cut of cuts) {
        const before = spent(chats.system);
        const herd = await chats.customers.ask<Herd>('herd', { count, ...planOf(cut) });
        Object.assign(figures, figuresOf(herd, size, cut));
        faults.push(...wrongUnless(herd.back === count, `${herd.back} of ${count} came back from ${cut} s`));
        // Before the next cut, each customer must find the chat in the same state as before.
        await until(60, 'windows to close', async () => (await chats.openWindows()) === 0);
        faults.push(...(await tablesAreRight(chats.system)));
        figures[`${size}, ${cut} s: CPU of all parts, ms a return`] =
          ((spent(chats.system) - before) / count) * 1000;
      }
    }
    return outcome(figures, faults, chats.customers);
  },
};

/** The seconds of CPU of the whole system. */
function spent(system: System): number {
  return Object.values(system.cpu()).reduce((sum, seconds) => sum + seconds, 0);
}

/**
 * The same herd at a gateway that knows and does nothing. It shows the best result that the machine and the
 * pauses allow.
 */
const leastOfAll: Contender = {
  name: nullGateway.name,
  settings: nullGateway.settings,
  async run(stage: Stage) {
    const { clients } = await nullGateway.open(stage);
    const figures: Record<string, number> = {};
    const faults: string[] = [];
    let there = 0;
    for (const size of sizes) {
      const count = stage.count(size);
      await clients.ask('start', { count: count - there, inFlight: 256, limitMs: 60_000 });
      there = count;
      for (const cut of cuts) {
        const herd = await clients.ask<Herd>('herd', planOf(cut));
        Object.assign(figures, figuresOf(herd, size, cut));
        faults.push(...wrongUnless(herd.back === count, `${herd.back} of ${count} came back from ${cut} s`));
      }
    }
    return outcome(figures, faults, clients);
  },
};

export const herd: Scene = {
  name: 'herd',
  about:
    '2,000 and 5,000 customers lose the network at once, which is whole again after 3, 8 or 15 s; times count from then',
  limitSeconds: 420,
  contenders: () => [rejoin, leastOfAll],
  goals: sizes.flatMap((size) =>
    cuts.flatMap((cut) => [
      {
        says: `95 of 100 of ${size} have tried, after a cut of ${cut} s`,
        figure: `${size}, ${cut} s: tried, p95 ms`,
        unit: 'ms',
        atMost: { accept: 2_500, stretch: 2_400 },
      },
      {
        says: `95 of 100 of ${size} are back, after a cut of ${cut} s`,
        figure: `${size}, ${cut} s: back, p95 ms`,
        unit: 'ms',
        atMost: { accept: 3_000, stretch: 2_500 },
      },
    ]),
  ),
};
