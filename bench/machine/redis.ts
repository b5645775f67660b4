import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { servers } from './built.ts';
import { until, type Stage } from './stage.ts';

export const redisHz = 100;

/** The version of the redis-server on the PATH; undefined when there is none. */
export function redisVersion(): string | undefined {
  const { stdout, status } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /v=(\S+)/.exec(stdout)?.[1] : undefined;
}

/**
 * A Redis of its own with an append-only file. `hz` is 100, because a delayed job can be late by the time
 * between two ticks.
 */
export async function startRedis(stage: Stage, fsync: 'everysec' | 'always'): Promise<number> {
  const port = await servers.freePort();
  const dir = join(stage.folder, `redis-${port}`);
  mkdirSync(dir);
  const options = {
    port,
    bind: '127.0.0.1',
    dir,
    hz: redisHz,
    appendonly: 'yes',
    appendfsync: fsync,
    save: '',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = servers.spawnDependent('redis-server', args, { stdio: 'ignore', deathSignal: 'SIGTERM' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.once('error', () => undefined);
  stage.onEnd(() => {
    if (child.exitCode !== null) return undefined;
    child.kill('SIGTERM');
    return ended;
  });
  await until(10, 'redis-server', () => listens(port));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
