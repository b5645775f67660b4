import { Chats } from '../product/chats.ts';
import { cpuMeter } from '../product/cpu-meter.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { pause } from '../machine/stage.ts';
import { product } from '../report/goals.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';

const perSecond = 500;
const steadySeconds = 10;
const saturation = { seconds: 8, inFlight: 1_500, each: 20 };

export interface SayResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly goodput: number;
  readonly refused: Record<string, number>;
  readonly p50: number;
  readonly p99: number;
}

const rejoin: Contender = {
  name: product,
  settings: `${perSecond}/s from customers at one gateway to agents at the other; saturation: 1,500 in flight at both`,
  async run(stage) {
    const chats = await Chats.open(stage, { agents: 100, customersAt: 'first' });
    const customers = stage.count(3_000);
    await chats.start(customers);
    await tablesAreRight(chats.system);
    await chats.desks.ask('forget');
    chats.customers.mark();
    chats.desks.mark();
    const rate = Math.min(perSecond, customers);
    const said = await chats.customers.ask<SayResult>('say', { perSecond: rate, seconds: steadySeconds });
    const delivered = await deliveredOf(chats, said.acknowledged);
    await pause(1_000);
    type Most = { acknowledged: number; perSecond: number; refused: Record<string, number> };
    const cpu = cpuMeter(chats.system, stage);
    const most = await chats.customers.ask<Most>('saturate', saturation);
    const used = cpu(most.acknowledged);
    const stored = await chats.system.number(
      `select count(*) as n from session_gateway.entries where kind = 'message' and sender = 'customer'`,
    );
    const figures = {
      'ack p50 ms': said.p50,
      'ack p99 ms': said.p99,
      'delivered p50 ms': delivered.p50,
      'delivered p99 ms': delivered.p99,
      'saturation/s': most.perSecond,
      ...used,
      'desks, % of a core': 100 * chats.desks.cpuShare(),
    };
    const acknowledged = said.acknowledged + most.acknowledged;
    const faults = [
      ...wrongUnless(
        said.acknowledged === said.sent,
        `${said.acknowledged} of ${said.sent} were acknowledged`,
      ),
      ...wrongUnless(
        delivered.count === said.acknowledged,
        `${delivered.count} of ${said.acknowledged} delivered`,
      ),
      ...wrongUnless(
        stored === acknowledged,
        `${stored} messages are stored, ${acknowledged} were acknowledged`,
      ),
      ...refusedFault(said.refused),
      ...refusedFault(most.refused),
      ...(await tablesAreRight(chats.system)),
    ];
    return outcome(figures, faults, chats.customers);
  },
};

/** Waits for messages that are in flight to the desks. */
async function deliveredOf(
  chats: Chats,
  wanted: number,
): Promise<{ count: number; p50: number; p99: number }> {
  for (let tries = 0; ; tries++) {
    const delivered = await chats.desks.ask<{ count: number; p50: number; p99: number }>('delivered');
    if (delivered.count >= wanted || tries === 100) return delivered;
    await pause(100);
  }
}

export const messages: Scene = {
  name: 'messages',
  about:
    'messages through two gateways: sent, durable, acknowledged, delivered to an agent at another gateway',
  limitSeconds: 300,
  contenders: () => [rejoin],
  goals: [
    {
      says: '500/s, delivered p99',
      figure: 'delivered p99 ms',
      unit: 'ms',
      atMost: { accept: 25, stretch: 25 },
    },
    { says: 'saturation', figure: 'saturation/s', unit: '/s', atLeast: { accept: 8_000, stretch: 8_000 } },
  ],
};
