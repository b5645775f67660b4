import { setTimeout as pause } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Thrown when something takes longer than its limit. */
export class NotFinished extends Error {}

/**
 * The resources of one contender in one round. Everything that it starts is stopped when its turn is over,
 * however the turn ends.
 */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'rejoin-bench-'));
  private readonly stops: (() => Promise<unknown> | undefined)[] = [];
  private closing: Promise<void> | undefined;

  /** A `scale` below 1 makes every load smaller, to try the programs. */
  constructor(
    readonly scale: number,
    /** A short run must be over in minutes: it measures what the goals need and no more. */
    readonly short: boolean,
    readonly natsServer: { readonly path: string; readonly version: string },
  ) {}

  count(full: number): number {
    return Math.max(10, Math.round(full * this.scale));
  }

  /** A resource that is started while the stage closes is stopped at once. */
  onEnd(stop: () => Promise<unknown> | undefined): void {
    if (this.closing === undefined) this.stops.push(stop);
    else void this.stopped(stop).then(() => this.clear());
  }

  /** Stops everything that was started, the latest first. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await this.stopped(stop);
    this.clear();
  }

  private async stopped(stop: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await stop();
    } catch (error) {
      console.error(`  stopping: ${String(error)}`);
    }
  }

  private clear(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Rejects with {@link NotFinished} when the work takes longer. The end of the stage must end the work itself.
 */
export async function within<T>(seconds: number, work: Promise<T>, what = ''): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NotFinished(`${what === '' ? '' : `${what}: `}not finished in ${seconds.toFixed(0)} s`));
    }, seconds * 1000);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

export { pause };

/** Calls the probe every 20 ms until it is true. */
export async function until(seconds: number, what: string, probe: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await probe())) {
    if (performance.now() > end) throw new NotFinished(`${what}: not finished in ${seconds.toFixed(0)} s`);
    await pause(20);
  }
}
