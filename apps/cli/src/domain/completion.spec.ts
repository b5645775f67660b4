import { spawnSync } from 'node:child_process';
import { completionScript } from './completion';

const tree = {
  name: 'rejoin',
  options: ['--version'],
  commands: [
    { name: 'doctor', options: ['--json'], commands: [] },
    { name: 'windows', options: [], commands: [{ name: 'list', options: ['--json'], commands: [] }] },
  ],
};

/** What bash offers for a command line whose last word is being typed. */
function completed(...words: string[]): string[] {
  const script = `${completionScript(tree, 'bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _rejoin; echo "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split(' ').filter(Boolean);
}

describe('the completion of a shell', () => {
  it('offers commands, those below a command, and options', () => {
    expect(completed('rejoin', '')).toEqual(['doctor', 'windows', '--version']);
    expect(completed('rejoin', 'd')).toEqual(['doctor']);
    expect(completed('rejoin', 'windows', '')).toEqual(['list']);
    expect(completed('rejoin', 'windows', 'list', '--')).toEqual(['--json']);
  });

  it('exists for zsh and fish', () => {
    expect(completionScript(tree, 'zsh')).toMatch(/^autoload -U \+X bashcompinit/);
    expect(completionScript(tree, 'fish')).toContain("-n '__fish_use_subcommand' -a windows");
  });
});
