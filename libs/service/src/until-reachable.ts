import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@rejoin/messaging';
import { isUnreachable } from '@rejoin/persistence';

const pauseMs = 500;
const tellEvery = 10;

/**
 * Does what a service needs before it can begin, and waits for as long as Postgres cannot be reached, takes no
 * connection, or no writes. `work` is done anew each time.
 */
export async function untilReachable<T>(work: () => Promise<T>, log: Pick<Log, 'warn'>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (attempt % tellEvery === 1)
        log.warn({ attempt, reason }, 'Postgres is not reachable yet; trying again');
      await pause(pauseMs);
    }
  }
}
