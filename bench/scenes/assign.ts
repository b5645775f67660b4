import { Chats } from '../product/chats.ts';
import { cpuMeter } from '../product/cpu-meter.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import { outcome, type Contender, type Scene } from './scene.ts';

const agents = 100;

const rejoin: Contender = {
  name: product,
  settings:
    '100 agents whose capacity is just enough, 1,024 starts in flight at two gateways; counted when the customer sees the agent',
  async run(stage) {
    const count = stage.count(10_000);
    const chats = await Chats.open(stage, { agents, maxUnits: Math.ceil(count / agents) });
    chats.customers.mark();
    const cpu = cpuMeter(chats.system, stage);
    const done = await chats.start(count, 200, 1_024);
    const faults = await tablesAreRight(chats.system);
    const figures = {
      'started and assigned/s': done.assigned / done.seconds,
      'start p50 ms': done.p50,
      'start p99 ms': done.p99,
      ...cpu(count),
    };
    return outcome(figures, faults, chats.customers);
  },
};

export const assign: Scene = {
  name: 'assign',
  about: 'conversations started and assigned to agents, whose capacity is never exceeded',
  limitSeconds: 320,
  contenders: () => [rejoin],
  goals: [
    {
      says: 'started and assigned',
      figure: 'started and assigned/s',
      unit: '/s',
      atLeast: { accept: 2_000, stretch: 2_000 },
    },
  ],
};
