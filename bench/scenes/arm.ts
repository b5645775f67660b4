import { product } from '../report/goals.ts';
import { Chats } from '../product/chats.ts';
import { cpuMeter } from '../product/cpu-meter.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';
import { bullAlways, postgresPeers, timerPeers, type TimerPeer } from './timer-peers.ts';

const full = 5_000;
const inFlight = 512;
const debounceSeconds = 1;

const rejoin: Contender = {
  name: product,
  settings: 'from the cut to the commit of the last window, without the debounce of 1 s',
  async run(stage) {
    const count = stage.count(full);
    const chats = await Chats.open(stage);
    await chats.start(count);
    chats.customers.mark();
    const cpu = cpuMeter(chats.system, stage);
    const seconds = (await chats.cut(count)) - debounceSeconds;
    const faults = await tablesAreRight(chats.system);
    return outcome({ 'windows/s': count / seconds, ...cpu(count) }, faults, chats.customers);
  },
};

const peer = ({ name, settings, open }: TimerPeer): Contender => ({
  name,
  settings: `${settings}; ${inFlight} calls in flight`,
  async run(stage) {
    const count = stage.count(full);
    const helper = await open(stage);
    const plan = { count, inFlight, limitMs: 60_000 };
    const told = await helper.ask<{ armed: number; perSecond: number }>('arm', plan);
    return outcome(
      { 'windows/s': told.perSecond },
      wrongUnless(told.armed === count, `${told.armed} of ${count} armed`),
    );
  },
});

const beside = (says: string, peers: readonly string[], accept: number, stretch: number) => ({
  says,
  figure: 'windows/s',
  against: { figure: 'windows/s', peers },
  unit: 'x',
  atLeast: { accept, stretch },
});

export const arm: Scene = {
  name: 'arm',
  about:
    '5,000 connections cut at once until the last window is committed; of a peer: as many timers, requested one by one',
  limitSeconds: 300,
  contenders: (short) => [rejoin, ...timerPeers(short).map(peer)],
  goals: [
    beside('beside BullMQ with fsync always', [bullAlways], 1, 2),
    beside('beside the best Postgres peer', postgresPeers, 3, 6),
  ],
};
