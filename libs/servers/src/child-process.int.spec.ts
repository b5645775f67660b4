import { eventually } from '@rejoin/testing';
import { transformFileSync } from '@swc/core';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess, isAlive, worksIn } from './child-process';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('a dependent process', () => {
  onLinux('ends when the process that started it is killed with -9', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-dependent-'));
    const script = join(folder, 'parent.js');
    const { code } = transformFileSync(join(__dirname, 'child-process.ts'), { module: { type: 'commonjs' } });
    const start = `spawnDependent('sleep', ['600'], { deathSignal: 'SIGKILL', stdio: 'ignore' })`;
    writeFileSync(script, `${code}\nconsole.log(${start}.pid); setInterval(() => {}, 1000);`);
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      let said = '';
      parent.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const pid = await eventually(() => Number(said) || undefined);
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await eventually(() => !isAlive(pid));
    } finally {
      parent.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the end of a process', () => {
  it('is forced when the process ignores the first signal', async () => {
    const deaf = spawn('sh', ['-c', 'trap "" TERM; echo deaf; while true; do sleep 0.1; done'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let deafNow = false;
    deaf.stdout.once('data', () => (deafNow = true));
    await eventually(() => deafNow);
    const gone = new Promise((resolve) =>
      deaf.once('exit', (_code, signal) => {
        resolve(signal);
      }),
    );
    await endProcess(deaf.pid!, [
      ['SIGTERM', 150],
      ['SIGKILL', 5_000],
    ]);
    expect(await gone).toBe('SIGKILL');
  });

  it('does nothing when the process has already ended', async () => {
    const short = spawn('true');
    await new Promise((resolve) => short.once('exit', resolve));
    await endProcess(short.pid!, [['SIGKILL', 5_000]]);
  });
});

describe('a process id from a file', () => {
  onLinux('is believed only when that process works in the folder', () => {
    expect(worksIn(process.pid, process.cwd())).toBe(true);
    expect(worksIn(process.pid, tmpdir())).toBe(false);
    expect(worksIn(4_194_304, process.cwd())).toBe(false);
  });
});
