import { until } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';

const full = 5_000;
const agents = 100;
const secondsLeft = 600;
/** How long nothing comes through. */
const cuts = [3, 8, 15];

interface Busiest {
  readonly p95: number;
  readonly mostInASecond: number;
}

interface Herd {
  readonly back: number;
  /** When the attempts began that came through, and when they were back in their chat. */
  readonly attempts: Busiest;
  readonly returns: Busiest;
  readonly refused: Readonly<Record<string, number>>;
}

const rejoin: Contender = {
  name: product,
  settings:
    'the pauses of libs/client; while the network is cut no attempt reaches a gateway; nothing was missed',
  async run(stage) {
    const count = stage.count(full);
    const chats = await Chats.open(stage, { agents, timeLimitSeconds: secondsLeft });
    await chats.start(count);
    chats.customers.mark();
    const figures: Record<string, number> = {};
    const faults: string[] = [];
    for (const cut of cuts) {
      const plan = { count, cutMs: cut * 1000, secondsLeft, limitMs: 60_000 };
      const herd = await chats.customers.ask<Herd>('herd', plan);
      figures[`tried ${cut} s, p95 ms`] = herd.attempts.p95;
      figures[`back ${cut} s, p95 ms`] = herd.returns.p95;
      figures[`back ${cut} s, most/s`] = herd.returns.mostInASecond;
      figures[`tried ${cut} s, most/s`] = herd.attempts.mostInASecond;
      figures[`refused ${cut} s`] = Object.values(herd.refused).reduce((sum, n) => sum + n, 0);
      faults.push(...wrongUnless(herd.back === count, `${herd.back} of ${count} came back from ${cut} s`));
      // Each of them finds the chat as it was before the next cut.
      await until(60, 'windows to close', async () => (await chats.openWindows()) === 0);
      faults.push(...(await tablesAreRight(chats.system)));
    }
    return outcome(figures, faults, chats.customers);
  },
};

export const herd: Scene = {
  name: 'herd',
  about:
    '5,000 customers lose the network at once, which is whole again after 3, 8 or 15 s; times count from then',
  limitSeconds: 420,
  contenders: () => [rejoin],
  goals: cuts.flatMap((cut) => [
    {
      says: `95 of 100 have tried, after a cut of ${cut} s`,
      figure: `tried ${cut} s, p95 ms`,
      unit: 'ms',
      atMost: { accept: 2_500, stretch: 2_400 },
    },
    {
      says: `95 of 100 are back, after a cut of ${cut} s`,
      figure: `back ${cut} s, p95 ms`,
      unit: 'ms',
      atMost: { accept: 3_000, stretch: 2_500 },
    },
  ]),
};
