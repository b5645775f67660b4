import { pause } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import type { SayResult } from './messages.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';

const calmPerSecond = 500;
/** In 5 s, 25 messages decide the p99, and they vary more than the product. */
const calmSeconds = 20;
const seconds = 8;
const times = 3;
const mostEach = 40;
const restMs = 60_000;

const rejoin: Contender = {
  name: product,
  settings: `${times} times the saturation offered for ${seconds} s, whether or not answers come; a minute later ${calmPerSecond}/s`,
  async run(stage) {
    const chats = await Chats.open(stage, { agents: 100 });
    const customers = stage.count(6_000);
    await chats.start(customers, 200);
    await tablesAreRight(chats.system);
    const rate = Math.min(calmPerSecond, customers);
    const before = await chats.customers.ask<SayResult>('say', { perSecond: rate, seconds: calmSeconds });
    const most = await chats.customers.ask<{ acknowledged: number; perSecond: number }>('saturate', {
      seconds,
      inFlight: 1_500,
      each: 8,
    });
    await pause(2_000);
    chats.customers.mark();
    const perSecond = times * most.perSecond;
    // No customer sends more than the rate limit allows.
    const long = Math.min(seconds, (mostEach * customers) / perSecond);
    const over = await chats.customers.ask<SayResult>('say', { perSecond, seconds: long });
    await pause(stage.scale < 1 ? 5_000 : restMs);
    const after = await chats.customers.ask<SayResult>('say', { perSecond: rate, seconds: calmSeconds });
    const stored = await chats.system.number(
      `select count(*) as n from session_gateway.entries where kind = 'message' and sender = 'customer'`,
    );
    const acknowledged = before.acknowledged + most.acknowledged + over.acknowledged + after.acknowledged;
    const figures = {
      'saturation/s': most.perSecond,
      'goodput under overload/s': over.goodput,
      'goodput / saturation': over.goodput / most.perSecond,
      'refused under overload': over.sent - over.acknowledged,
      'before, p99 ms': before.p99,
      'a minute after, p99 ms': after.p99,
      'p99 after / before': after.p99 / before.p99,
    };
    const faults = [
      ...wrongUnless(
        after.acknowledged === after.sent,
        `${after.acknowledged} of ${after.sent} after the overload`,
      ),
      ...wrongUnless(
        stored >= acknowledged,
        `${stored} messages are stored, ${acknowledged} were acknowledged`,
      ),
      ...(await tablesAreRight(chats.system)),
    ];
    return outcome(figures, faults, chats.customers);
  },
};

export const overload: Scene = {
  name: 'overload',
  about: 'messages at three times what the system takes, and how it is a minute later',
  limitSeconds: 420,
  contenders: () => [rejoin],
  goals: [
    {
      says: 'goodput beside the saturation',
      figure: 'goodput / saturation',
      unit: 'x',
      atLeast: { accept: 0.8, stretch: 0.8 },
    },
    {
      says: 'a minute later as before',
      figure: 'p99 after / before',
      unit: 'x',
      atMost: { accept: 1.5, stretch: 1.2 },
    },
  ],
};
