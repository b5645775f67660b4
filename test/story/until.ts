import { setTimeout as pause } from 'node:timers/promises';

export { until } from '@rejoin/servers';
export { pause };

/** Watches for a while that something stays as it is. */
export async function still(what: string, probe: () => boolean, forMs: number): Promise<void> {
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    if (!probe()) throw new Error(`it did not stay so: ${what}`);
    await pause(20);
  }
}

export function check(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`it is not so: ${what}`);
}

export function same(found: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: expected ${should}, found ${is}`);
}

/** Expects a refusal by its name. */
export async function refused(name: string, act: Promise<unknown>): Promise<Error> {
  const outcome: unknown = await act.then(
    () => 'it was allowed',
    (error: unknown) => error,
  );
  if (outcome instanceof Error && outcome.name === name) return outcome;
  throw new Error(`expected the refusal ${name}, found: ${String(outcome)}`);
}
