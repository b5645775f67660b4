import { until } from '../machine/stage.ts';
import type { Chats } from '../product/chats.ts';
import { cpuMeter } from '../product/cpu-meter.ts';
import { product } from '../report/goals.ts';
import { heardOf, peerFaults, setDeadlines, windowsThatRun } from './expiries.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';
import { allTimerPeers, publishing, timerPeers, type TimerPeer } from './timer-peers.ts';

const full = 10_000;
const leadMs = 8_000;
const peerLeadMs = 5_000;
const limitSeconds = 150;

const rejoin: Contender = {
  name: product,
  settings: 'one event a message, received by a subscriber',
  async run(stage) {
    const count = stage.count(full);
    const chats = await windowsThatRun(stage, count);
    const before = chats.system.cpu().nats;
    const cpu = cpuMeter(chats.system, stage);
    const begin = await setDeadlines(chats, count, Infinity, leadMs);
    await until(limitSeconds, 'expiries', async () => (await expiredSoFar(chats)) >= count);
    const committed = Date.now();
    const heard = await heardOf(chats, count, limitSeconds);
    const published = await chats.system.number(
      `select sum(n) as n from (
         select count(*) as n from reconnection_timer.outbox union all select count(*) from routing.outbox) as facts`,
    );
    const figures = {
      'received/s': (count / (heard.last - begin)) * 1000,
      'committed/s': (count / (committed - begin)) * 1000,
      'p99 ms': heard.p99,
      ...cpu(count),
      [`nats-server ${stage.natsServer.version}, CPU us a fact`]:
        ((chats.system.cpu().nats - before) / Math.max(1, published)) * 1e6,
    };
    return outcome(figures, heard.faults, chats.subscriber);
  },
};

/** The number of expiries that other transactions can see, which is after their commit. */
const expiredSoFar = (chats: Chats) =>
  chats.system.number(`select count(*) as n from reconnection_timer.windows where outcome = 'expired'`);

const peer = ({ name, settings, open }: TimerPeer): Contender => ({
  name,
  settings: `${settings}; each handler publishes one JetStream event and waits for its ack`,
  async run(stage) {
    const count = stage.count(full);
    const helper = await open(stage);
    type StormResult = {
      perSecond: number;
      p99: number;
      missing: number;
      twice: number;
      armedInTime: boolean;
    };
    const plan = { count, leadMs: peerLeadMs, limitMs: 60_000 };
    const alone = await helper.ask<StormResult>('storm', plan);
    await publishing(stage, helper);
    const told = await helper.ask<StormResult>('storm', plan);
    const figures = {
      'received/s': told.perSecond,
      'committed/s': alone.perSecond,
      'p99 ms': told.p99,
    };
    const late = wrongUnless(told.armedInTime && alone.armedInTime, 'not armed before the instant');
    return outcome(figures, [...peerFaults(told), ...peerFaults(alone), ...late]);
  },
});

export const storm: Scene = {
  name: 'storm',
  about: '10,000 windows due at one instant; committed/s of a peer: its handlers entered, without an event',
  limitSeconds: 400,
  contenders: (short) => [rejoin, ...timerPeers(short).map(peer)],
  goals: [
    {
      says: 'received beside the best peer that publishes an event',
      figure: 'received/s',
      against: { figure: 'received/s', peers: allTimerPeers },
      unit: 'x',
      atLeast: { accept: 1.5, stretch: 2 },
    },
    {
      says: 'committed beside the best peer without an event',
      figure: 'committed/s',
      against: { figure: 'committed/s', peers: allTimerPeers },
      unit: 'x',
      atLeast: { accept: 0.7, stretch: 1.3 },
    },
  ],
};
