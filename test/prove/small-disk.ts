import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ourMount, unmounted } from './leftovers';

const gigabyte = 1024 ** 3;
const size = 2.5 * gigabyte;
/** A full disk is completely in memory. */
const memoryNeeded = 3 * size;

let reason: string | undefined | null = null;

/** The reason why this machine cannot create a disk for one run alone; undefined when it can. */
export function whyNoSmallDisk(): string | undefined {
  if (reason === null) reason = findReason();
  return reason;
}

function findReason(): string | undefined {
  if (process.platform !== 'linux') return 'not on Linux';
  if (process.getuid?.() !== 0) return 'not root';
  if (totalmem() < memoryNeeded) return `less than ${memoryNeeded / gigabyte} GB of memory`;
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-disk-'));
  const isMade = mount(folder);
  if (isMade) unmounted(folder);
  rmdirSync(folder);
  return isMade ? undefined : 'no right to mount';
}

function mount(folder: string): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'rejoin-prove', folder];
  if (spawnSync('mount', options, { stdio: 'ignore' }).status !== 0) return false;
  ourMount(folder);
  return true;
}

/**
 * The place where Postgres and NATS of a run keep their data: a disk of their own where one can be created,
 * so that it can be filled.
 */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static at(folder: string): SmallDisk {
    mkdirSync(folder);
    if (whyNoSmallDisk() === undefined && !mount(folder)) throw new Error(`${folder} could not be mounted`);
    return new SmallDisk(folder);
  }

  async fill(): Promise<void> {
    const file = await open(this.filler, 'w');
    try {
      for (const bytes of [1 << 22, 4096])
        for (const part = Buffer.alloc(bytes); ;) if ((await file.write(part)).bytesWritten < bytes) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await file.close();
    }
  }

  empty(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    unmounted(this.folder);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
