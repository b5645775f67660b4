import { DatabaseTime, isBusy } from '@rejoin/persistence';
import { asking, ending, extending, type Replica } from './timer.fixture';

/** A window that is raced for. */
export interface Prize {
  readonly id: string;
  readonly deadlineAt: string;
}

/** The last grab for a window comes this long after its deadline. */
const latestMs = 10;

/**
 * Grabs at every window, by chance in one or several ways, most likely just before its deadline and at the
 * earliest `earlyMs` before. Gives the windows whose claimant, of this name, was told to be back.
 */
export async function grabAll(
  replica: Replica,
  name: string,
  prizes: readonly Prize[],
  earlyMs: number,
): Promise<string[]> {
  const time = new DatabaseTime(replica.database);
  await time.measure();
  const won: string[] = [];
  const ways: readonly [chance: number, (prize: Prize) => Promise<unknown>][] = [
    [
      0.6,
      async ({ id, deadlineAt }) => {
        const answer = await replica.submit(asking(id, deadlineAt, name));
        if (answer && 'nextEpoch' in answer) won.push(id);
      },
    ],
    [0.5, ({ id }) => replica.submitExpiry(id)],
    [0.1, ({ id }) => replica.submit(ending(id))],
    [0.1, ({ id }) => replica.submit(extending(id, name))],
  ];
  const grabs = prizes.flatMap((prize) =>
    ways
      .filter(([chance]) => Math.random() < chance)
      .map(async ([, grab]) => {
        const inMs = time.until(prize.deadlineAt) + latestMs - Math.random() ** 4 * earlyMs;
        // eslint-disable-next-line no-restricted-syntax -- grabs are scheduled; nothing is waited for
        await new Promise((resolve) => setTimeout(resolve, inMs));
        await grab(prize).catch(lostTheLock);
      }),
  );
  await Promise.all(grabs);
  return won;
}

/** Who waited too long for the lock has changed nothing, and was told nothing. */
function lostTheLock(error: unknown): void {
  if (!isBusy(error)) throw error;
}
