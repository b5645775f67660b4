import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder, sweepLeftovers } from './leftovers';

describe('what runs leave', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-leftovers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A run that is over: its process has ended. */
  const over = spawnSync('true').pid;
  const left = (name: string, pid = over): string => {
    const path = join(folder, `rejoin-run-${pid}-${name}`);
    mkdirSync(join(path, 'disk'), { recursive: true });
    writeFileSync(join(path, 'gateway.log'), '');
    return path;
  };

  it('goes with the next one, but for what is in use, kept for a person, or not of a run', () => {
    left('prove-a');
    const kept = left('prove-b');
    keepFolder(kept);
    const mine = left('prove-c', process.pid);
    writeFileSync(join(folder, 'rejoin-run'), '');
    sweepLeftovers(folder);
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([join(folder, 'rejoin-run'), kept, mine].sort());
  });
});
