import { cpuMeter } from '../product/cpu-meter.ts';
import { product } from '../report/goals.ts';
import { pause } from '../machine/stage.ts';
import { heardOf, peerFaults, setDeadlines, windowsThatRun, type HeardExpiries } from './expiries.ts';
import { outcome, type Contender, type Scene } from './scene.ts';
import { bullAlways, timerPeers, type TimerPeer } from './timer-peers.ts';

/** The timer reads from its table every second the windows that are due in the next three. */
const leadMs = 5_000;
const peerLeadMs = 3_000;
const speeds = [
  { perSecond: 100, full: 1_500, short: 800 },
  { perSecond: 1_000, full: 4_000, short: 2_000 },
] as const;

const rejoin: Contender = {
  name: product,
  settings: 'two gateways, one of each other service; received by a subscriber after commit and JetStream',
  async run(stage) {
    const counts = speeds.map((speed) => stage.count(stage.short ? speed.short : speed.full));
    const chats = await windowsThatRun(stage, counts[0]! + counts[1]!);
    chats.subscriber.mark();
    const figures: Record<string, number> = {};
    const faults: string[] = [];
    for (const [i, { perSecond }] of speeds.entries()) {
      const count = counts[i]!;
      await chats.subscriber.ask('forget');
      const cpu = cpuMeter(chats.system, stage);
      await setDeadlines(chats, count, perSecond, leadMs);
      const heard: HeardExpiries & { faults: string[] } = await heardOf(
        chats,
        count,
        leadMs / 1000 + count / perSecond + 45,
      );
      figures[`${perSecond}/s: p50 ms`] = heard.p50;
      figures[`${perSecond}/s: p99 ms`] = heard.p99;
      figures[`${perSecond}/s: CPU us each`] = cpu(count)['all, CPU us each']!;
      faults.push(...heard.faults);
      await pause(500);
    }
    return outcome(figures, faults, chats.subscriber);
  },
};

const peer = ({ name, settings, open }: TimerPeer): Contender => ({
  name,
  settings: `${settings}; when its handler is entered`,
  async run(stage) {
    const helper = await open(stage);
    const figures: Record<string, number> = {};
    const faults: string[] = [];
    for (const { perSecond, full, short } of speeds) {
      const count = stage.count(stage.short ? short : full);
      const plan = {
        perSecond,
        count,
        leadMs: peerLeadMs,
        limitMs: peerLeadMs + (count / perSecond) * 1000 + 20_000,
      };
      const told = await helper.ask<{ p50: number; p99: number; missing: number; twice: number }>(
        'steady',
        plan,
      );
      figures[`${perSecond}/s: p50 ms`] = told.p50;
      figures[`${perSecond}/s: p99 ms`] = told.p99;
      faults.push(...peerFaults(told));
    }
    return outcome(figures, faults);
  },
});

export const steady: Scene = {
  name: 'steady',
  about: 'deadline to ReconnectExpired at an outside subscriber, at 100 and at 1,000 expiries a second',
  limitSeconds: 240,
  contenders: (short) => [rejoin, ...timerPeers(short).map(peer)],
  goals: [
    { says: '100/s, p99', figure: '100/s: p99 ms', unit: 'ms', atMost: { accept: 12, stretch: 8 } },
    {
      says: '100/s, p99 beside BullMQ',
      figure: '100/s: p99 ms',
      against: { figure: '100/s: p99 ms', peers: [bullAlways, 'BullMQ (fsync everysec)'] },
      unit: 'x',
      atMost: { accept: 0.9, stretch: 0.55 },
    },
    { says: '1,000/s, p99', figure: '1000/s: p99 ms', unit: 'ms', atMost: { accept: 15, stretch: 10 } },
  ],
};
