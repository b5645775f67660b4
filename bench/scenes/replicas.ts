import { Chats, type Back } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { asShipped, type Replicas } from '../product/system.ts';
import { capacityModel } from '../machine/built.ts';
import { product } from '../report/goals.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';

type Model = typeof capacityModel;
type Deed = Model['deeds'][number];
const { costName, parts, writeName, writeNames } = capacityModel;

const full = 3_000;
const limitMs = 90_000;

const running = (name: string, replicas: Replicas): Contender => ({
  name,
  settings: `${replicas.gateways} gateways, ${replicas.routings} routing, ${replicas.timers} reconnection-timer`,
  async run(stage) {
    const count = stage.count(full);
    const chats = await Chats.open(stage, { agents: 50, replicas });
    const figures: Record<string, number> = {};
    const deed = async <T>(what: Deed, work: () => Promise<T>, done: (value: T) => number): Promise<T> => {
      const [before, written] = [chats.system.cpu(), await chats.system.counters()];
      const value = await work();
      await tablesAreRight(chats.system);
      const [after, writtenSince] = [chats.system.cpu(), await chats.system.counters()];
      for (const part of parts)
        figures[costName(what, part)] = ((after[part] - before[part]) / done(value)) * 1e6;
      for (const write of writeNames)
        figures[writeName(what, write)] = (writtenSince[write] - written[write]) / done(value);
      return value;
    };
    const started = await deed(
      'start',
      () => chats.start(count, 120, 512),
      () => count,
    );
    const most = await deed(
      'message',
      () => chats.customers.ask<SaturationResult>('saturate', { seconds: 8, inFlight: 1_500, each: 20 }),
      ({ acknowledged }) => acknowledged,
    );
    const seconds = await deed(
      'disconnect',
      () => chats.cut(count),
      () => count,
    );
    const come = { count, inFlight: count, limitMs, missed: [] };
    const back = await deed(
      'return',
      () => chats.customers.ask<Back>('comeBack', come),
      () => count,
    );
    const rates = {
      'started and assigned/s': count / started.seconds,
      'messages/s': most.perSecond,
      'windows/s': count / (seconds - 1),
      'back/s': back.back / back.seconds,
    };
    const faults = [
      ...wrongUnless(back.exact === count, `${back.exact} of ${count} came back to exactly what they missed`),
      ...refusedFault(most.refused),
      ...(await tablesAreRight(chats.system)),
    ];
    return outcome({ ...rates, ...figures }, faults, chats.customers);
  },
});

interface SaturationResult {
  readonly acknowledged: number;
  readonly perSecond: number;
  readonly refused: Record<string, number>;
}

export const replicas: Scene = {
  name: 'replicas',
  about: 'what more replicas of each service add on this machine, and what a deed costs each part',
  limitSeconds: 400,
  contenders: () => [
    running(product, asShipped),
    running('one of each', { gateways: 1, routings: 1, timers: 1 }),
    running('two of each', { gateways: 2, routings: 2, timers: 2 }),
    running('four of each', { gateways: 4, routings: 4, timers: 4 }),
  ],
  goals: [],
};
