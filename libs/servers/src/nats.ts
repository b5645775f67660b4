import { setTimeout as pause } from 'node:timers/promises';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { isFree } from './free-port';
import { endChild, ended, endProcess, isAlive, spawnDependent, worksIn } from './child-process';
import { findNats, type NatsBinary } from './nats-binary';
import type { NatsCluster } from './nats-cluster';
import { natsConfig, type NatsConfig, type NatsUser } from './nats-config';
import type { ReaderLogins } from '@rejoin/kernel';

export interface NatsOptions {
  /** Holds the configuration and JetStream's data. Made when it does not exist. */
  storeDir: string;
  port: number;
  /** The monitoring port. Without it, there is no monitoring. */
  monitorPort?: number;
  /** The passwords of the users. Without them, every client that reaches the port has all rights. */
  passwords?: Readonly<Record<NatsUser, string>>;
  /** The passwords of further readers, each of which reads through the durables of its name. */
  readers?: ReaderLogins;
  /** Syncs every message to disk, where the server can (2.10). */
  syncAlways?: boolean;
  /** Makes the server one of a cluster. Without it, the server is alone. */
  cluster?: NatsCluster;
  /** Encrypts the connections of clients with this certificate. */
  clientTls?: NonNullable<NatsConfig['clientTls']>;
  /** The log file. Without it, the output is dropped. */
  logFile?: string;
  binary?: NatsBinary;
}

/** A running nats-server with JetStream, listening on 127.0.0.1 only. */
export interface NatsServer {
  /** The URL without credentials. See {@link natsUrl}. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves with the exit reason when the process has ended. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

const startLimitMs = 20_000;

/**
 * Starts nats-server and waits until it accepts connections. It first stops a server that an earlier, killed process left
 * running on the same folder.
 */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const binary = options.binary ?? (await findNats());
  mkdirSync(options.storeDir, { recursive: true, mode: 0o700 });
  await stopOrphanedNats(options.storeDir);
  if (!(await isFree(options.port))) throw new Error(`port ${options.port}, meant for NATS, is taken`);

  const configFile = join(options.storeDir, 'nats.conf');
  const [, minor] = binary.version.split('.').map(Number);
  const syncAlways = options.syncAlways === true && (minor ?? 0) >= 10;
  writeFileSync(configFile, natsConfig({ ...options, syncAlways }), { mode: 0o600 });

  const logFile = options.logFile ?? '/dev/null';
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawnDependent(binary.path, ['-c', configFile, '-P', pidFileOf(options.storeDir)], {
    cwd: options.storeDir,
    deathSignal: 'SIGTERM',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const end = ended(child);
  let over: string | undefined;
  void end.then((how) => (over = how));

  const until = Date.now() + startLimitMs;
  while (over === undefined && Date.now() < until) {
    if ((await natsGreeting('127.0.0.1', options.port)) !== undefined) {
      const pid = child.pid!;
      return {
        url: `nats://127.0.0.1:${options.port}`,
        port: options.port,
        pid,
        ended: end,
        kill: (signal) => void child.kill(signal),
        stop: () => endChild(child, endingSteps),
      };
    }
    await pause(10);
  }
  child.kill('SIGKILL');
  throw new Error(`nats-server did not start (${over ?? 'no answer in 20 s'}); see ${logFile}`);
}

/** Returns the URL with user name and password, as in NATS_URL. */
export function natsUrl(server: { port: number }, user: string, password: string): string {
  return `nats://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}`;
}

const endingSteps = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
] as const;

/** Stops a nats-server that an earlier, killed process left running on this folder. */
export async function stopOrphanedNats(storeDir: string): Promise<void> {
  const pidFile = pidFileOf(storeDir);
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (Number.isInteger(pid) && worksIn(pid, storeDir)) {
    await endProcess(pid, endingSteps);
    if (isAlive(pid))
      throw new Error(`another nats-server (process ${pid}) uses ${storeDir} and does not stop`);
  }
  rmSync(pidFile, { force: true });
}

function pidFileOf(storeDir: string): string {
  return join(storeDir, 'nats.pid');
}

/** Returns the INFO message of a nats-server, or undefined if no nats-server answers. */
export function natsGreeting(
  host: string,
  port: number,
): Promise<{ version: string; jetstream?: boolean } | undefined> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ port, host, timeout: 2_000 });
    const finish = () => {
      socket.destroy();
      const [, json] = /^INFO (\{.*\})/.exec(received) ?? [];
      resolve(
        json === undefined ? undefined : (JSON.parse(json) as { version: string; jetstream?: boolean }),
      );
    };
    socket.on('data', (bytes) => {
      received += bytes.toString();
      if (received.includes('\r\n')) finish();
    });
    socket.once('error', finish);
    socket.once('timeout', finish);
    socket.once('end', finish);
  });
}
