import { Chats, type Back } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';

const perSecond = 20;
const awayMs = 3_000;
const limitMs = 60_000;

const rejoin: Contender = {
  name: product,
  settings: `${perSecond} returns a second, each after ${awayMs / 1000} s away; the first ones of the new system, whose code Node still compiles, are a figure of their own`,
  async run(stage) {
    const count = stage.count(400);
    const chats = await Chats.open(stage);
    await chats.start(Math.max(200, count / 2));
    await tablesAreRight(chats.system);
    const returns = () => chats.customers.ask<Back>('unloaded', { perSecond, count, awayMs, limitMs });
    const first = await returns();
    chats.customers.mark();
    const before = chats.system.cpu();
    const back = await returns();
    const after = chats.system.cpu();
    const parts = Object.keys(after) as (keyof typeof after)[];
    const cpu = parts.reduce((sum, part) => sum + after[part] - before[part], 0);
    const figures = {
      'p50 ms': back.p50,
      'p99 ms': back.p99,
      'first: p50 ms': first.p50,
      'first: p99 ms': first.p99,
      'CPU of all, ms a return': (cpu / count) * 1000,
    };
    const faults = [
      ...[first, back].flatMap((some) =>
        wrongUnless(some.back === count, `${some.back} of ${count} came back`),
      ),
      ...[first, back].flatMap((some) => refusedFault(some.refused)),
      ...(await tablesAreRight(chats.system)),
    ];
    return outcome(figures, faults, chats.customers);
  },
};

export const unloaded: Scene = {
  name: 'unloaded',
  about: 'a return to a system that has little to do, from connect until the customer is live',
  limitSeconds: 180,
  contenders: () => [rejoin],
  goals: [{ says: 'p99', figure: 'p99 ms', unit: 'ms', atMost: { accept: 25, stretch: 10 } }],
};
