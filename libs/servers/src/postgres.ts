import { setTimeout as pause } from 'node:timers/promises';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { endChild, ended, endProcess, isAlive, spawnDependent, worksIn } from './child-process';
import { findPostgres, type PostgresBinaries } from './postgres-binaries';
import { postgresSettings } from './postgres-settings';
import type { Account } from './postgres-user';

export interface PostgresOptions {
  /** The data folder, which is created if it does not exist. */
  dataDir: string;
  port: number;
  /** The password of the superuser `postgres`, which is set when the data folder is created. */
  password: string;
  /** Whether data are synced to disk. False only for data that may be lost. */
  durable: boolean;
  /** The log file of Postgres. */
  logFile: string;
  maxConnections?: number;
  /** Further settings. */
  settings?: Readonly<Record<string, string>>;
  binaries?: PostgresBinaries;
}

/** A running Postgres, listening on 127.0.0.1 only. */
export interface PostgresServer {
  /** The URL of the database `postgres` as superuser. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves with the exit reason when the process has ended. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Stops the server and rolls back active transactions. */
  stop(): Promise<void>;
}

const startLimitMs = 60_000;

/**
 * Starts Postgres on `dataDir` and waits until it answers. It first stops a server that an earlier, killed process left
 * running on the same folder.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binaries = options.binaries ?? findPostgres(options.dataDir);
  mkdirSync(dirname(options.logFile), { recursive: true });
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await initialise(options, binaries);
  await stopOrphanedPostgres(options.dataDir);

  const url = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  const until = Date.now() + startLimitMs;
  for (;;) {
    const child = launch(options, binaries);
    const end = ended(child);
    let over: string | undefined;
    void end.then((how) => (over = how));
    while (over === undefined && Date.now() < until) {
      if (await answers(url)) return running(child, end, url, options.port);
      await pause(20);
    }
    const output = lastLines(options.logFile);
    // The child processes of a killed Postgres need a moment to end.
    if (over !== undefined && /shared memory block/.test(output) && Date.now() < until) continue;
    child.kill('SIGKILL');
    throw new Error(`Postgres did not start (${over ?? 'no answer in 60 s'}). Its last words:\n${output}`);
  }
}

function running(child: ChildProcess, end: Promise<string>, url: string, port: number): PostgresServer {
  const pid = child.pid!;
  return {
    url,
    port,
    pid,
    ended: end,
    kill: (signal) => void child.kill(signal),
    stop: () => endChild(child, endingSteps),
  };
}

/** SIGINT rolls back and stops. SIGQUIT stops at once and recovers at the next start. */
const endingSteps = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

function launch(options: PostgresOptions, { bin, account }: PostgresBinaries): ChildProcess {
  const settings = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 200),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...postgresSettings(),
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(options.logFile, 'a');
  const data = dataFolderFor(options.dataDir, account);
  try {
    return spawnDependent(join(bin, 'postgres'), ['-D', data.path, ...args], {
      ...as(account),
      cwd: '/',
      deathSignal: options.durable ? 'SIGINT' : 'SIGQUIT',
      stdio: ['ignore', log, log, data.fd],
    });
  } finally {
    closeSync(log);
    closeSync(data.fd);
  }
}

/** Creates the data in a temporary folder and renames it, so that an interrupted start leaves no incomplete database. */
async function initialise(options: PostgresOptions, { bin, account }: PostgresBinaries): Promise<void> {
  const making = `${options.dataDir}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), 'rejoin-initdb-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [making, secrets, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const log = openSync(options.logFile, 'a');
  const data = dataFolderFor(making, account);
  try {
    const sync = options.durable ? [] : ['--no-sync'];
    const child = spawn(
      join(bin, 'initdb'),
      ['-D', data.path, '-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', ...sync].concat(
        `--pwfile=${passwordFile}`,
      ),
      { ...as(account), cwd: '/', stdio: ['ignore', log, log, data.fd] },
    );
    const how = await ended(child);
    if (how !== 'exit 0') throw new Error(`initdb failed (${how}):\n${lastLines(options.logFile)}`);
    renameSync(making, options.dataDir);
  } finally {
    closeSync(log);
    closeSync(data.fd);
    rmSync(secrets, { recursive: true, force: true });
  }
}

/**
 * Returns the path of the folder for Postgres. If its user cannot access a parent folder, such as the home of root, the open
 * folder is passed as file descriptor 3, which needs no rights on the parents.
 */
function dataFolderFor(dataDir: string, account: Account | undefined): { path: string; fd: number } {
  const fd = openSync(dataDir, 'r');
  const enters =
    account === undefined || spawnSync('test', ['-x', dataDir], { ...as(account), cwd: '/' }).status === 0;
  return { fd, path: enters ? dataDir : '/proc/self/fd/3' };
}

/** Stops a Postgres that an earlier, killed process left running on this folder. */
export async function stopOrphanedPostgres(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (Number.isInteger(pid) && worksIn(pid, dataDir)) {
    await endProcess(pid, endingSteps);
    if (isAlive(pid)) throw new Error(`another Postgres (process ${pid}) uses ${dataDir} and does not stop`);
  }
  // Postgres refuses to start if the process id in a stale file now belongs to another process of the same user.
  rmSync(file, { force: true });
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function as(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-12).join('\n').trim() : '';
}
