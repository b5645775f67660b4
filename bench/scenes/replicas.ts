import { Chats, type Back } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { asShipped, type Replicas } from '../product/system.ts';
import {
  deeds,
  estimate,
  gigabytesOfConnections,
  million,
  parts,
  type Cost,
  type Deed,
  type Part,
} from '../report/capacity-model.ts';
import { product, type Rounds } from '../report/goals.ts';
import { linesOf, markdown, number } from '../report/table.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';

const full = 3_000;
const limitMs = 90_000;

const costName = (deed: Deed, part: Part) => `${deed}: ${part}, CPU us`;

const running = (name: string, replicas: Replicas): Contender => ({
  name,
  settings: `${replicas.gateways} gateways, ${replicas.routings} routing, ${replicas.timers} reconnection-timer`,
  async run(stage) {
    const count = stage.count(full);
    const chats = await Chats.open(stage, { agents: 50, replicas });
    const figures: Record<string, number> = {};
    const deed = async <T>(what: Deed, work: () => Promise<T>, done: (value: T) => number): Promise<T> => {
      const before = chats.system.cpu();
      const value = await work();
      await tablesAreRight(chats.system);
      const after = chats.system.cpu();
      for (const part of parts)
        figures[costName(what, part)] = ((after[part] - before[part]) / done(value)) * 1e6;
      return value;
    };
    const started = await deed(
      'start',
      () => chats.start(count, 120, 512),
      () => count,
    );
    const most = await deed(
      'message',
      () => chats.customers.ask<Said>('saturate', { seconds: 8, inFlight: 1_500, each: 20 }),
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

interface Said {
  readonly acknowledged: number;
  readonly perSecond: number;
  readonly refused: Record<string, number>;
}

/** The model, computed from what one operation cost the shipped system. */
function model(rounds: Rounds): string {
  const medians = new Map(
    linesOf(rounds)
      .filter(({ contender }) => contender === product)
      .map(({ figure, median }) => [figure, median]),
  );
  const costOf = (deed: Deed) =>
    Object.fromEntries(
      parts.map((part) => [part, medians.get(costName(deed, part)) ?? NaN]),
    ) as unknown as Cost;
  const costs = Object.fromEntries(deeds.map((deed) => [deed, costOf(deed)])) as Record<Deed, Cost>;
  const rows = estimate(costs, million).map(({ part, calmCores, dropCores }) => [
    part,
    number(calmCores),
    number(dropCores),
  ]);
  const {
    connected,
    droppedShare,
    dropSeconds,
    chatMinutes,
    messagesPerMinute,
    usable,
    kilobytesPerConnection,
  } = million;
  return [
    '### A model: one million customers',
    '',
    `Assumed: ${number(connected)} connected customers, chats of ${chatMinutes} minutes, ${messagesPerMinute} messages a minute and chat, ` +
      `${droppedShare * 100} % losing their connections within ${dropSeconds} s and coming back within as long, cores used to ${usable * 100} %. ` +
      'A deed costs each part what it cost in this run; that is too much for gateways that share nothing, and it leaves ' +
      'out what a network, a synchronous standby and three replicas of each stream add. Postgres is counted as one: ' +
      'beyond one machine it is divided by organisation and conversation.',
    '',
    markdown(['cores', 'calm', 'in the minute of the drop'], rows),
    '',
    `Memory of the connections at ${kilobytesPerConnection} KB each: ${number(gigabytesOfConnections(million))} GB in all gateways.`,
  ].join('\n');
}

export const replicas: Scene = {
  name: 'replicas',
  about: 'what more replicas of each service add on this machine, and what a deed costs each part',
  limitSeconds: 400,
  contenders: () => [
    running(product, asShipped),
    running('two of each', { gateways: 2, routings: 2, timers: 2 }),
    running('four of each', { gateways: 4, routings: 4, timers: 4 }),
  ],
  goals: [],
  notes: model,
};
