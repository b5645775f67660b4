import { isUnreachable, Overloaded } from '@rejoin/persistence';
import { Unavailable } from './bus';

/**
 * Whether Postgres, NATS or another service is not reachable now, or too much work waits. Nothing is wrong with the work:
 * it can be done later, and the log of each attempt would only add to the load.
 */
export function isTemporary(error: unknown): boolean {
  return error instanceof Unavailable || error instanceof Overloaded || isUnreachable(error);
}
