import { collectGarbage } from '../machine/inspector.ts';
import { servers } from '../machine/built.ts';
import { residentBytes } from '../machine/processes.ts';
import { redisVersion } from '../machine/redis.ts';
import { pause } from '../machine/stage.ts';
import { Chats, type Started } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { asShipped } from '../product/system.ts';
import { product } from '../report/goals.ts';
import { outcome, wrongUnless, type Contender, type Scene } from './scene.ts';
import { socketIo, type SocketPeer } from './socket-peers.ts';

const full = 10_000;

const rejoin: Contender = {
  name: product,
  settings: 'a started chat at one gateway, RSS after garbage collection (through the inspector of Node)',
  async run(stage) {
    const count = stage.count(full);
    const port = await servers.freePort();
    const chats = await Chats.open(stage, {
      replicas: { ...asShipped, gateways: 1 },
      gatewayEnvironment: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` },
    });
    const pid = chats.system.gateways[0]?.pid ?? 0;
    // The first chats fill the memory that every gateway needs once.
    await chats.start(stage.count(500));
    const settled = async () => {
      await tablesAreRight(chats.system);
      await pause(2_000);
      await collectGarbage(port);
      return residentBytes(pid);
    };
    const before = await settled();
    await chats.start(count, 240);
    const after = await settled();
    const faults = await tablesAreRight(chats.system);
    return outcome({ 'KB a connection': (after - before) / count / 1000 }, faults, chats.customers);
  },
};

const peer = ({ name, settings, open }: SocketPeer): Contender => ({
  name,
  settings: `${settings}, RSS after garbage collection`,
  async run(stage) {
    const count = stage.count(full);
    const { server, clients } = await open(stage);
    await clients.ask('start', { count: stage.count(500), inFlight: 256, limitMs: 30_000 });
    const before = await server.ask<number>('memory');
    const started = await clients.ask<Started>('start', { count, inFlight: 256, limitMs: 90_000 });
    await pause(2_000);
    const after = await server.ask<number>('memory');
    const faults = wrongUnless(started.started === count, `${started.started} of ${count} connected`);
    return outcome({ 'KB a connection': (after - before) / count / 1000 }, faults, clients);
  },
});

export const memory: Scene = {
  name: 'memory',
  about: 'memory of a connection at 10,000 of them',
  limitSeconds: 400,
  contenders: () => [
    rejoin,
    peer(socketIo('memory')),
    ...(redisVersion() === undefined ? [] : [peer(socketIo('redis'))]),
  ],
  goals: [
    { says: 'a started chat', figure: 'KB a connection', unit: 'KB', atMost: { accept: 8, stretch: 6 } },
    {
      says: 'beside Socket.IO over Redis streams',
      figure: 'KB a connection',
      against: { figure: 'KB a connection', peers: ['Socket.IO, Redis streams'] },
      unit: 'x',
      atMost: { accept: 0.6, stretch: 0.45 },
    },
  ],
};
