import { webhookLimits } from '@rejoin/contracts';

/** How an attempt to deliver ended: with a status, or with the reason why the endpoint did not answer. */
export interface Attempt {
  readonly status: number | null;
  readonly error: string | null;
  readonly ms: number;
}

/** What happens to a delivery after an attempt. */
export type Outcome =
  | { readonly is: 'delivered' | 'dead' | 'gone' }
  | { readonly is: 'failed' | 'not-made'; readonly pauseSeconds: number };

/** The secrets of the endpoint cannot be decrypted, so no request was sent. */
export const secretUnreadable = 'secret-unreadable';

/** The pause in seconds after an attempt that config itself could not make. The attempt is not counted. */
const ownPause = 300;

/**
 * Pauses between attempts, in seconds. Together they last more than a day, so an endpoint that is down for a day
 * loses nothing.
 */
const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/** The greatest random part of a pause, so that deliveries that failed together are not all repeated together. */
const jitter = 0.25;

/** `attempts` is the number of attempts, this one included. `chance` is from 0 to 1. */
export function outcomeOf({ status, error }: Attempt, attempts: number, chance: number): Outcome {
  if (error === secretUnreadable) return { is: 'not-made', pauseSeconds: ownPause };
  if (status !== null && status >= 200 && status < 300) return { is: 'delivered' };
  if (status === 410) return { is: 'gone' };
  const pause = pauses[attempts - 1];
  if (pause === undefined || attempts >= webhookLimits.attempts.value) return { is: 'dead' };
  return { is: 'failed', pauseSeconds: pause * (1 + jitter * chance) };
}
