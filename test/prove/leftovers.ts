import { endChild, isAlive } from '@rejoin/servers';
import { spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeClocksOfTheDead } from './clocks';

const folders = new Set<string>();
const children = new Set<ChildProcess>();
const mounts = new Set<string>();
/** Marks a folder that is kept. */
const keptMark = 'kept';
/** In each folder: the PID namespace of the process that made it. */
const ownerMark = 'owner';

/**
 * A folder that is removed by {@link removeFolder} or at the end of the run. Its name contains the process id
 * of the run.
 */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `rejoin-run-${process.pid}-${name}-`));
  // As root, Postgres runs as another user, which must be able to reach its own folder.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, ownerMark), pidNamespace());
  folders.add(folder);
  return folder;
}

/** Keeps a folder for a person who must find out why a run failed. */
export function keepFolder(folder: string): void {
  folders.delete(folder);
  writeFileSync(join(folder, keptMark), '');
}

/** Removes the leftovers of runs that were killed with -9. */
export function sweepLeftovers(below = tmpdir()): void {
  removeClocksOfTheDead();
  for (const name of readdirSync(below)) {
    const owner = /^rejoin-run-(\d+)-/.exec(name)?.[1];
    const folder = join(below, name);
    if (owner === undefined || isAlive(Number(owner)) || existsSync(join(folder, keptMark))) continue;
    if (!isOurs(folder)) continue;
    for (const mount of mountsIn(folder)) ourMount(mount);
    // A folder that cannot be removed stays.
    try {
      removeFolder(folder);
    } catch {
      continue;
    }
  }
}

/** Registers a disk that is mounted there until {@link unmounted}, or until the end of the run. */
export function ourMount(folder: string): void {
  mounts.add(folder);
}

/** A process that still has a file open there keeps only that file. */
export function unmounted(folder: string): void {
  if (mounts.delete(folder)) spawnSync('umount', ['--lazy', folder], { stdio: 'ignore' });
}

/** Whether the process in its name was one of this user and of this PID namespace: others may be alive unseen. */
function isOurs(folder: string): boolean {
  const owner = join(folder, ownerMark);
  return (
    lstatSync(folder).uid === process.getuid?.() &&
    existsSync(owner) &&
    readFileSync(owner, 'utf8') === pidNamespace()
  );
}

export function pidNamespace(): string {
  return existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '';
}

function mountsIn(folder: string): string[] {
  if (!existsSync('/proc/mounts')) return [];
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${folder}/`));
}

export function removeFolder(folder: string): void {
  for (const mount of [...mounts]) if (mount.startsWith(`${folder}/`)) unmounted(mount);
  if (mountsIn(folder).length > 0) throw new Error(`a disk is still mounted below ${folder}`);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  folders.delete(folder);
}

/** Registers a program that must end with the run. */
export function ours(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** For a run that ends early: ends programs first, then removes what they wrote. */
export async function clearUp(): Promise<void> {
  const steps = [['SIGTERM', 5_000] as const, ['SIGKILL', 1_000] as const];
  await Promise.all([...children].map((child) => endChild(child, steps)));
  for (const folder of [...folders]) removeFolder(folder);
  removeClocksOfTheDead();
}
