import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder, pidNamespace, sweepLeftovers } from './leftovers';

describe('the leftovers of runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-leftovers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A run that is over: its process has ended. */
  const over = spawnSync('true').pid;
  const left = (name: string, pid = over, namespace = pidNamespace()): string => {
    const path = join(folder, `rejoin-run-${pid}-${name}`);
    mkdirSync(join(path, 'disk'), { recursive: true });
    writeFileSync(join(path, 'gateway.log'), '');
    writeFileSync(join(path, 'owner'), namespace);
    return path;
  };

  it('are removed by the next run, except what is in use, kept for a person, of another PID namespace, or not of a run', () => {
    left('prove-a');
    const kept = left('prove-b');
    keepFolder(kept);
    const mine = left('prove-c', process.pid);
    const elsewhere = left('prove-d', over, 'pid:[1]');
    writeFileSync(join(folder, 'rejoin-run'), '');
    sweepLeftovers(folder);
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([join(folder, 'rejoin-run'), kept, mine, elsewhere].sort());
  });
});
