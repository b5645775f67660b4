import { DatabaseTime, isBusy } from '@rejoin/persistence';
import { asking, ending, extending, type Replica } from './timer.fixture';

/** A window for which several replicas compete. */
export interface RacedWindow {
  readonly id: string;
  readonly deadlineAt: string;
}

/** The last attempt on a window comes this long after its deadline. */
const lastAttemptMs = 10;

/**
 * Sends one or several random commands to every window, most likely just before its deadline and at the earliest
 * `earlyMs` before it. Returns the windows whose return was accepted for the claimant `name`.
 */
export async function raceForWindows(
  replica: Replica,
  name: string,
  windows: readonly RacedWindow[],
  earlyMs: number,
): Promise<string[]> {
  const time = new DatabaseTime(replica.database);
  await time.measure();
  const accepted: string[] = [];
  const ways: readonly [chance: number, (window: RacedWindow) => Promise<unknown>][] = [
    [
      0.6,
      async ({ id, deadlineAt }) => {
        const answer = await replica.submit(asking(id, deadlineAt, name));
        if (answer && 'nextEpoch' in answer) accepted.push(id);
      },
    ],
    [0.5, ({ id }) => replica.submitExpiry(id)],
    [0.1, ({ id }) => replica.submit(ending(id))],
    [0.1, ({ id }) => replica.submit(extending(id, name))],
  ];
  const attempts = windows.flatMap((window) =>
    ways
      .filter(([chance]) => Math.random() < chance)
      .map(async ([, attempt]) => {
        const inMs = time.until(window.deadlineAt) + lastAttemptMs - Math.random() ** 4 * earlyMs;
        // eslint-disable-next-line no-restricted-syntax -- commands are scheduled; nothing is waited for
        await new Promise((resolve) => setTimeout(resolve, inMs));
        await attempt(window).catch(ignoreLockTimeout);
      }),
  );
  await Promise.all(attempts);
  return accepted;
}

/** A command that waited too long for the lock has changed nothing and got no answer. */
function ignoreLockTimeout(error: unknown): void {
  if (!isBusy(error)) throw error;
}
