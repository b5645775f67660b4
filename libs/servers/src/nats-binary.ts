import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { debianNats } from './nats-debian';
import { officialNats } from './nats-official';

/** A nats-server that runs on this machine. */
export interface NatsBinary {
  readonly path: string;
  readonly version: string;
}

export type ReportProgress = (progress: string) => void;

/** Fetches the program into an empty folder and returns its path. Throws the reason of a failure. */
export type NatsSource = (folder: string, report: ReportProgress) => Promise<string>;

const oldest = [2, 9] as const;

/**
 * Finds nats-server 2.9 or newer: on the PATH, in the system, or in the cache of an earlier run. Otherwise it downloads the
 * official release, checked by its published SHA-256, or the system's package.
 */
export async function findNats(report: ReportProgress = () => undefined): Promise<NatsBinary> {
  const cached = join(cacheFolder(), 'nats-server');
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const path of [...folders.filter(Boolean).map((folder) => join(folder, 'nats-server')), cached]) {
    const found = tryRun(path);
    if (found !== undefined) return found;
  }
  const failures: string[] = [];
  for (const source of [officialNats, debianNats]) {
    const fresh = mkdtempSync(join(cacheFolder(), 'nats-'));
    try {
      const path = await source(fresh, report);
      chmodSync(path, 0o755);
      renameSync(path, cached);
      const found = tryRun(cached);
      if (found !== undefined) return found;
      failures.push('the fetched program does not run here');
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  throw new Error(
    [
      'no nats-server 2.9 or newer was found, and none could be fetched:',
      ...failures.map((failure) => `  - ${failure}`),
      'Three ways to get one:',
      '  1. put nats-server on the PATH (https://github.com/nats-io/nats-server/releases, or: brew install nats-server)',
      '  2. install the package of your system, for example: apt-get install nats-server',
      '  3. NATS_URL=nats://user:password@host:4222, a server with JetStream',
    ].join('\n'),
  );
}

function tryRun(path: string): NatsBinary | undefined {
  if (!existsSync(path)) return undefined;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const match = /v(\d+)\.(\d+)\.\S+/.exec(stdout);
  if (status !== 0 || match === null) return undefined;
  return isAtLeast(match, oldest) ? { path, version: match[0].slice(1) } : undefined;
}

function isAtLeast(
  [, major, minor]: RegExpExecArray,
  [wantedMajor, wantedMinor]: readonly [number, number],
): boolean {
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}
