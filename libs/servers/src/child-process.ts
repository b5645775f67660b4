import { setTimeout as pause } from 'node:timers/promises';
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

let setprivWorks: boolean | undefined;

/**
 * Starts a program that ends with this process: on Linux the kernel sends it `deathSignal` when this process ends, even
 * after kill -9. On other systems, or without setpriv, it may be left running; the next start of the server stops it.
 * Ctrl-C in the terminal does not reach the program, so that this process can stop its children in order.
 */
export function spawnDependent(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { deathSignal: NodeJS.Signals },
): ChildProcess {
  const { deathSignal, ...others } = options;
  const rest = { ...others, detached: true };
  if (!canSetDeathSignal()) return spawn(command, args, rest);
  const signal = deathSignal.replace('SIG', '');
  return spawn('setpriv', ['--pdeathsig', signal, '--', command, ...args], rest);
}

function canSetDeathSignal(): boolean {
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

/** Whether the process has ended but its parent has not read its exit status, which in some containers never happens. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Whether the working folder of the process is `folder`. A process id from a file is not enough, because after a restart of
 * the machine it can belong to another program.
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

/** Ends a child process with these signals in turn, each with a time limit. Does nothing if it has ended. */
export async function endChild(
  child: ChildProcess,
  steps: readonly (readonly [signal: NodeJS.Signals, ms: number])[],
): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await endProcess(child.pid, steps);
  await gone;
}

/** Ends a process with these signals in turn, each with a time limit. Does nothing if it has ended. */
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
    // The process may have ended since the check. The caller detects a process that must not be signalled.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
