import { projectFolder } from '@rejoin/servers';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('rejoin', () => {
  it('ends without an error when the reader of its output has ended', () => {
    const main = join(projectFolder(), 'dist/apps/cli/src/main.js');
    const piped = `{ "${process.execPath}" "${main}" --help; echo "exit $?" >&2; } | true`;
    expect(spawnSync('bash', ['-c', piped], { encoding: 'utf8' }).stderr).toBe('exit 0\n');
  });
});
