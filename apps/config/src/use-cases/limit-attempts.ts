import type { RefusalName } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import type { AttemptLimit } from '../domain/attempt-limits';
import { countAttempt, forgiveAttempt } from '../store/sign-in-attempts.store';

const wrong: readonly RefusalName[] = [
  'sign-in-failed',
  'code-wrong',
  'denied',
  'sign-in-interrupted',
  'provider-refused',
];

/**
 * Makes an attempt within its limits. The attempt is counted before it is made. The count stays only when the
 * credentials were checked and wrong; a successful attempt, and one that was refused before the check, are not
 * counted.
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
    // The outcome is returned even when the count could not be taken back, because counted failures expire anyway.
    if (!isWrong) await forgiveAttempt(database, limits).catch(() => undefined);
  }
}
