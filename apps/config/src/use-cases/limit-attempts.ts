import type { RefusalName } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import type { AttemptLimit } from '../domain/attempt-limits';
import { countAttempt, forgiveAttempt } from '../store/sign-in-attempts.store';

const wrong: readonly RefusalName[] = ['sign-in-failed', 'code-wrong', 'denied'];

/**
 * Makes an attempt within its limits. It is counted before it is made and stays counted only when it was looked at
 * and was wrong: what was right, or was refused before anybody looked, is forgiven.
 */
export async function limitAttempts<Outcome extends object>(
  database: Database,
  limits: readonly AttemptLimit[],
  attempt: () => Promise<Outcome | Refused>,
): Promise<Outcome | Refused> {
  const tooMany = await database.transaction((tx) => countAttempt(tx, limits));
  if (tooMany) return tooMany;
  let isWrong = false;
  try {
    const outcome = await attempt();
    isWrong = isRefused(outcome) && wrong.includes(outcome.refused);
    return outcome;
  } finally {
    // Failures are forgotten with time anyway: an answer is not withheld because this one could not be taken back.
    if (!isWrong) await forgiveAttempt(database, limits).catch(() => undefined);
  }
}
