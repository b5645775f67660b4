import { isAlive } from '@rejoin/servers';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../story/until';

/** Points in the work of a service at which it may be killed. */
export const killPoints = [
  'before a commit',
  'after a commit',
  'before a publish',
  'after a publish',
  'before a mark',
  'after a mark',
  'before an ack',
  'after an ack',
] as const;
export type KillPoint = (typeof killPoints)[number];

const reachedWithinMs = 8_000;

/** The environment of a service that dies at the point that is in `file`, after a signal to read it. */
export function killable(file: string): Record<string, string> {
  const hook = join(__dirname, 'die-at-kill-point.js');
  return { NODE_OPTIONS: `--require ${hook}`, REJOIN_KILL_POINT: file };
}

/**
 * Makes the process die at this point. Returns false when the process did not reach the point within some
 * seconds and continues.
 */
export async function killAt(
  point: KillPoint,
  { pid, file }: { pid: number; file: string },
): Promise<boolean> {
  writeFileSync(file, point);
  process.kill(pid, 'SIGUSR2');
  const end = performance.now() + reachedWithinMs;
  while (isAlive(pid) && performance.now() < end) await pause(10);
  if (!isAlive(pid)) return true;
  writeFileSync(file, '');
  process.kill(pid, 'SIGUSR2');
  return false;
}
