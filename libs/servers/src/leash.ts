import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, readlinkSync, realpathSync } from 'node:fs';

let setprivWorks: boolean | undefined;

/**
 * Starts a program that does not outlive this process: on Linux the kernel sends it `leash` when we are gone,
 * even by kill -9. Elsewhere, or without setpriv, it may be left over; the servers' own starts clear that up.
 */
export function spawnLeashed(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { leash: NodeJS.Signals },
): ChildProcess {
  const { leash, ...rest } = options;
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
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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

/** Ends a process by ever harder signals, each with its time to work. Does nothing when it is gone. */
export async function endProcess(
  pid: number,
  steps: readonly (readonly [signal: NodeJS.Signals, ms: number])[],
): Promise<void> {
  for (const [signal, ms] of steps) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const until = Date.now() + ms;
    while (isAlive(pid) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
