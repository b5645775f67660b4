import { setTimeout as pause } from 'node:timers/promises';

export { pause };

/** Asks again and again until the probe gives something, and returns that. After `limitMs` it throws. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what}`);
    await pause(20);
  }
}

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
