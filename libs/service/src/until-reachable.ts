import { setTimeout as pause } from 'node:timers/promises';
import { explain } from '@rejoin/kernel';
import type { Log } from '@rejoin/messaging';
import { isUnreachable } from '@rejoin/persistence';

const pauseMs = 500;
const tellEvery = 10;

/**
 * Runs `work`, which a service needs before it can start, and repeats it while Postgres cannot be reached, accepts no
 * connection, or accepts no writes.
 */
export async function untilReachable<T>(
  work: () => Promise<T>,
  log: Pick<Log, 'warn'>,
  server = 'Postgres',
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (attempt % tellEvery === 1) {
        const { what: reason, remedy } = explain(server, error);
        log.warn({ attempt, reason, remedy }, 'Postgres is not reachable yet; trying again');
      }
      await pause(pauseMs);
    }
  }
}
