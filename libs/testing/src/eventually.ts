import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `probe` until it succeeds, and returns its value. The probe succeeds when it returns anything but `undefined`,
 * `null` or `false`, or when it returns nothing and all of its expectations held. After `timeout` (20 s), it fails with the
 * probe's last error.
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  { timeout = 20_000, interval = 15 }: { timeout?: number; interval?: number } = {},
): Promise<ProbeResult<T>> {
  const until = Date.now() + timeout;
  for (;;) {
    const asserted = assertions();
    const last = await attempt(probe);
    if (
      'value' in last &&
      (isSomething(last.value) || (last.value === undefined && assertions() > asserted))
    ) {
      return last.value as ProbeResult<T>;
    }
    if (Date.now() >= until) throw explained(last, timeout);
    await pause(interval);
  }
}

type ProbeResult<T> = T extends undefined | null | false ? never : T;
type Attempt = { value: unknown } | { error: unknown };

async function attempt(probe: () => unknown): Promise<Attempt> {
  try {
    return { value: await probe() };
  } catch (error) {
    return { error };
  }
}

function isSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

function assertions(): number {
  return expect.getState().assertionCalls;
}

function explained(last: Attempt, timeout: number): Error {
  if ('value' in last) return new Error(`not in ${timeout} ms: the probe still gives ${String(last.value)}`);
  if (!(last.error instanceof Error)) return new Error(`not in ${timeout} ms: ${String(last.error)}`);
  last.error.message = `not in ${timeout} ms: ${last.error.message}`;
  return last.error;
}
