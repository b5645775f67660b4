import { setTimeout as pause } from 'node:timers/promises';

const intervals = { shortest: 15, longest: 100 };

/** A long wait probes less often, so that it takes little from what it waits for. */
function usualInterval(waitedMs: number): number {
  return Math.min(Math.max(intervals.shortest, waitedMs / 20), intervals.longest);
}

/**
 * Repeats `probe` until it succeeds, and returns its value. The probe succeeds when it returns anything but `undefined`,
 * `null` or `false`, or when it returns nothing and all of its expectations held. After `timeout` (20 s), it fails with the
 * probe's last error. Without `interval`, it probes every 15 ms at first, and every 100 ms in the end.
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  { timeout = 20_000, interval }: { timeout?: number; interval?: number } = {},
): Promise<ProbeResult<T>> {
  const begun = Date.now();
  const until = begun + timeout;
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
    await pause(interval ?? usualInterval(Date.now() - begun));
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
