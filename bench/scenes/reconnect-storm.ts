import { redisVersion } from '../machine/redis.ts';
import { Chats, type Back, type Started } from '../product/chats.ts';
import { cpuMeter } from '../product/cpu-meter.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';
import { giveOffsets, nullGateway, socketIo, type SocketPeer } from './socket-peers.ts';

const full = 5_000;
const missed = ['one', 'two', 'three', 'four', 'five'];
const agents = 100;
const limitMs = 120_000;

const rejoin: Contender = {
  name: product,
  settings: 'five private each, committed with fsync before the reply; all connect at once',
  async run(stage) {
    const count = stage.count(full);
    const chats = await Chats.open(stage, { agents });
    await chats.start(count);
    await chats.cut(count);
    type SayToAllResult = { said: number; refused: Record<string, number> };
    const said = await chats.desks.ask<SayToAllResult>('sayToAll', { texts: missed, limitMs });
    await tablesAreRight(chats.system);
    chats.customers.mark();
    const cpu = cpuMeter(chats.system, stage);
    const back = await chats.customers.ask<Back>('comeBack', { count, inFlight: count, limitMs, missed });
    const refusals = Object.values(back.refused).reduce((sum, n) => sum + n, 0);
    const wrong = await tablesAreRight(chats.system);
    const figures = {
      'back/s': back.back / back.seconds,
      'p50 ms': back.p50,
      'p99 ms': back.p99,
      'refused at first': refusals,
      ...cpu(count),
    };
    const faults = [
      ...wrongUnless(said.said === count * missed.length, `${said.said} messages were sent to the absent`),
      ...wrongUnless(back.back === count, `${back.back} of ${count} came back in ${limitMs / 1000} s`),
      ...wrongUnless(
        back.exact === back.back,
        `${back.back - back.exact} did not find exactly what they missed`,
      ),
      ...wrong,
    ];
    return outcome(figures, faults, chats.customers);
  },
};

const peer = ({ name, settings, open }: SocketPeer, what: 'private' | 'shared' | 'nothing'): Contender => ({
  name: what === 'nothing' ? name : `${name}, ${what}`,
  settings:
    what === 'nothing' ? settings : `${settings}; five ${what === 'shared' ? 'to all' : 'private each'}`,
  async run(stage) {
    const count = stage.count(full);
    const { server, clients } = await open(stage);
    const started = await clients.ask<Started & { names: string[] }>('start', {
      count,
      inFlight: 256,
      limitMs,
    });
    if (what !== 'nothing') await giveOffsets(server, clients);
    await clients.ask('cut');
    const texts = what === 'nothing' ? [] : missed;
    if (what !== 'nothing')
      await server.ask('miss', { names: started.names, texts, shared: what === 'shared' });
    const back = await clients.ask<Back>('comeBack', {
      inFlight: count,
      limitMs: limitMs / 2,
      missed: texts,
    });
    const figures = { 'back/s': back.back / back.seconds, 'p50 ms': back.p50, 'p99 ms': back.p99 };
    const faults = [
      ...wrongUnless(
        back.exact === count,
        `${back.exact} of ${count} found what they missed in ${limitMs / 2000} s`,
      ),
      ...refusedFault(back.refused),
    ];
    return outcome(figures, faults, clients);
  },
});

const beside = (says: string, name: string, accept: number, stretch: number) => ({
  says,
  figure: 'back/s',
  against: { figure: 'back/s', peers: [name] },
  unit: 'x',
  atLeast: { accept, stretch },
});

export const reconnectStorm: Scene = {
  name: 'reconnect-storm',
  about: '5,000 customers come back at once, each of whom missed five private messages',
  limitSeconds: 420,
  contenders: () => [
    rejoin,
    peer(socketIo('memory'), 'private'),
    ...(redisVersion() === undefined ? [] : [peer(socketIo('redis'), 'shared')]),
    peer(nullGateway, 'nothing'),
  ],
  goals: [
    beside('beside Socket.IO in memory, private', 'Socket.IO, memory, private', 5, 10),
    beside('beside Socket.IO over Redis streams, shared', 'Socket.IO, Redis streams, shared', 1.3, 2.5),
    beside('beside the null gateway', 'null gateway', 0.3, 0.6),
    { says: 'refused at first', figure: 'refused at first', unit: '', atMost: { accept: 0, stretch: 0 } },
  ],
};
