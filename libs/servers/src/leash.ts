import { setTimeout as pause } from 'node:timers/promises';
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

let setprivWorks: boolean | undefined;

/**
 * Starts a program that does not outlive this process: on Linux the kernel sends it `leash` when we are gone,
 * even by kill -9. Elsewhere, or without setpriv, it may be left over; the servers' own starts clear that up.
 * A Ctrl-C in the terminal does not reach it: whoever started it ends it, in its own order.
 */
export function spawnLeashed(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { leash: NodeJS.Signals },
): ChildProcess {
  const { leash, ...others } = options;
  const rest = { ...others, detached: true };
  if (!canLeash()) return spawn(command, args, rest);
  const signal = leash.replace('SIG', '');
  return spawn('setpriv', ['--pdeathsig', signal, '--', command, ...args], rest);
}

function canLeash(): boolean {
  setprivWorks ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0;
  return setprivWorks;
}

/** Resolves with how the child ended: `exit 1`, `SIGKILL`, or why it could not be started. */
export function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal ?? `exit ${String(code)}`);
    });
  });
}

/** Whether there is a process of this id that has not ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/** Ended, but not yet asked after by its parent, which in some containers never happens. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Whether the process works in `folder` (its servers run there). A process id read from a file proves nothing
 * by itself: after a restart of the machine it can be anybody's.
 */
export function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid) || !existsSync(folder)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return stdout.includes(folder);
}

/** Ends a child of ours by ever harder signals, each with its time to work. Does nothing when it has ended. */
export async function endChild(
  child: ChildProcess,
  steps: readonly (readonly [signal: NodeJS.Signals, ms: number])[],
): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await endProcess(child.pid, steps);
  await gone;
}

/** Ends a process by ever harder signals, each with its time to work. Does nothing when it is gone. */
export async function endProcess(
  pid: number,
  steps: readonly (readonly [signal: NodeJS.Signals, ms: number])[],
): Promise<void> {
  for (const [signal, ms] of steps) {
    const until = Date.now() + ms;
    if (isAlive(pid)) trySignal(pid, signal);
    while (isAlive(pid) && Date.now() < until) await pause(10);
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended since we looked. That somebody else's may not be ended is found out by the caller.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
