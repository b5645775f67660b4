import { servers } from '../machine/built.ts';
import { Helper } from '../machine/helper.ts';
import { redisHz, redisVersion, startRedis } from '../machine/redis.ts';
import type { Stage } from '../machine/stage.ts';
import { startPostgres } from '../product/system.ts';
import { versionOf } from './versions.ts';

/** A durable timer that the product is compared with. */
export interface TimerPeer {
  readonly name: string;
  /** The version, and the settings that affect the figures. */
  readonly settings: string;
  open(stage: Stage): Promise<Helper>;
}

function onPostgres(name: string, kind: string, settings: string): TimerPeer {
  return {
    name,
    settings: `${versionOf(kind)}, Postgres with fsync, ${settings}`,
    async open(stage) {
      const postgres = await startPostgres(stage);
      const peer = new Helper(stage, 'peers/timers.mjs');
      await peer.ask('open', { kind, url: postgres.url });
      return peer;
    },
  };
}

function onRedis(fsync: 'everysec' | 'always'): TimerPeer {
  return {
    name: `BullMQ (fsync ${fsync})`,
    settings: `${versionOf('bullmq')}, Redis ${redisVersion()}, hz ${redisHz}, appendfsync ${fsync}, concurrency 200`,
    async open(stage) {
      const port = await startRedis(stage, fsync);
      const peer = new Helper(stage, 'peers/timers.mjs');
      await peer.ask('open', { kind: 'bullmq', port });
      return peer;
    },
  };
}

export const postgresPeers = ['graphile-worker', 'pg-boss'];
export const bullAlways = 'BullMQ (fsync always)';
export const allTimerPeers = [...postgresPeers, bullAlways, 'BullMQ (fsync everysec)'];

/**
 * The timers that can run here: BullMQ needs a redis-server on the PATH. A short run plays it only with the
 * durability of the others.
 */
export function timerPeers(short: boolean): TimerPeer[] {
  return [
    onPostgres('graphile-worker', 'graphile-worker', 'poll 20 ms, local queue 500, 100 jobs at a time'),
    onPostgres('pg-boss', 'pg-boss', 'poll 500 ms (its least), batches of 1,000'),
    ...(redisVersion() === undefined ? [] : [onRedis('always'), ...(short ? [] : [onRedis('everysec')])]),
  ];
}

/** A nats-server to which the handlers of a peer publish. */
export async function publishing(stage: Stage, peer: Helper): Promise<void> {
  const nats = await servers.startNats({
    storeDir: `${stage.folder}/peer-nats`,
    port: await servers.freePort(),
    binary: stage.natsServer,
  });
  stage.onEnd(() => nats.stop());
  await peer.ask('publishTo', { url: nats.url });
}
