import { Helper } from '../machine/helper.ts';
import { redisHz, redisVersion, startRedis } from '../machine/redis.ts';
import { pause, type Stage } from '../machine/stage.ts';
import { versionOf } from './versions.ts';

export interface SocketPeer {
  readonly name: string;
  readonly settings: string;
  open(stage: Stage): Promise<{ server: Helper; clients: Helper }>;
}

/** Socket.IO with connection state recovery. */
export function socketIo(adapter: 'memory' | 'redis'): SocketPeer {
  const inMemory = adapter === 'memory';
  return {
    name: inMemory ? 'Socket.IO, memory' : 'Socket.IO, Redis streams',
    settings: `${versionOf('socket.io')}, recovery ${inMemory ? 'in memory, nothing durable' : `over Redis ${redisVersion()} streams, hz ${redisHz}, appendfsync everysec`}, one process`,
    async open(stage) {
      const redisPort = inMemory ? undefined : await startRedis(stage, 'everysec');
      const server = new Helper(stage, 'peers/socket-io.mjs', {}, ['--expose-gc']);
      const port = await server.ask<number>('open', { redisPort });
      const clients = new Helper(stage, 'load/peer-clients.mjs');
      await clients.ask('begin', { kind: 'socket.io', port });
      return { server, clients };
    },
  };
}

export const nullGateway: SocketPeer = {
  name: 'null gateway',
  settings: 'upgrade, HMAC check and reply, no work, one process',
  async open(stage) {
    const server = new Helper(stage, 'peers/null-gateway.mjs');
    const port = await server.ask<number>('open');
    const clients = new Helper(stage, 'load/peer-clients.mjs');
    await clients.ask('begin', { kind: 'null', port });
    return { server, clients };
  },
};

/** Gives each connected client an offset to recover from. */
export async function giveOffsets(server: Helper, clients: Helper): Promise<void> {
  await server.ask('mark');
  await clients.ask('marked', { limitMs: 20_000 });
  await pause(100);
}
