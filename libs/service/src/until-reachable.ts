import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@rejoin/messaging';
import { isUnreachable } from '@rejoin/persistence';

const pauseMs = 500;
const tellEvery = 10;

/**
 * Runs `work`, which a service needs before it can start, and repeats it while Postgres cannot be reached, accepts no
 * connection, or accepts no writes.
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
