import { webhookLimits } from '@rejoin/contracts';

/** How an attempt to deliver ended: a status, or what kept the endpoint from answering. */
export interface Attempt {
  readonly status: number | null;
  readonly error: string | null;
  readonly ms: number;
}

/** What becomes of a delivery after an attempt. */
export type Outcome =
  | { readonly is: 'delivered' | 'dead' | 'gone' }
  | { readonly is: 'failed' | 'not-made'; readonly pauseSeconds: number };

/** The secrets of the endpoint cannot be opened, so nothing was sent. */
export const secretUnreadable = 'secret-unreadable';

/** The pause after an attempt that we could not make ourselves, in seconds. It is not counted. */
const ownPause = 300;

/** Pauses between attempts, in seconds. Together more than a day: an endpoint that is down for one loses nothing. */
const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/** The longest part of a pause that chance adds, so that not all that failed together comes again together. */
const jitter = 0.25;

/** `attempts`: how many there were, this one included. `chance`: from 0 to 1. */
export function outcomeOf({ status, error }: Attempt, attempts: number, chance: number): Outcome {
  if (error === secretUnreadable) return { is: 'not-made', pauseSeconds: ownPause };
  if (status !== null && status >= 200 && status < 300) return { is: 'delivered' };
  if (status === 410) return { is: 'gone' };
  const pause = pauses[attempts - 1];
  if (pause === undefined || attempts >= webhookLimits.attempts.value) return { is: 'dead' };
  return { is: 'failed', pauseSeconds: pause * (1 + jitter * chance) };
}
