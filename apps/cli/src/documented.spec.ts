import { projectFolder } from '@rejoin/servers';
import type { Command } from 'commander';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './cli';
import { Terminal } from './inbound/terminal';

const root = projectFolder();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const runbooks = readdirSync(join(root, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);
const program = commandLine(
  new Terminal(
    {},
    () => undefined,
    () => undefined,
  ),
);

function leavesOf(command: Command, before: readonly string[] = []): string[] {
  return command.commands.flatMap((one) => {
    const path = [...before, one.name()];
    return one.commands.length === 0 ? [path.join(' ')] : leavesOf(one, path);
  });
}

/** Finds the command that a text in the documents names, or undefined. */
function commandOf(words: readonly string[]): Command | undefined {
  let command: Command | undefined = program;
  for (const word of words) {
    if (command.commands.length === 0) return command;
    command = command.commands.find((one) => one.name() === word);
    if (!command) return undefined;
  }
  return command;
}

describe('the documents', () => {
  it('list every command in the table of docs/operators.md', () => {
    const [, table = ''] = /## Command line\n([\s\S]*?)\n## /.exec(read('docs/operators.md')) ?? [];
    const named = [...table.matchAll(/`((?:[a-z]+ ?)+?)(?: [<[-][^`]*)?`/g)].map(([, path = '']) => path);
    expect(leavesOf(program).filter((leaf) => !named.includes(leaf))).toEqual([]);
  });

  it.each(['README.md', 'docs/operators.md', 'docs/guarantees.md', ...runbooks])(
    'name only commands and options that exist: %s',
    (file) => {
      const calls = [...read(file).matchAll(/(?:npx rejoin|`rejoin|--rm cli) ([^`\n#)]+)/g)].map(
        ([, words = '']) => words.trim().split(/\s+/),
      );
      const unknown = calls.filter((words) => {
        if (words[0]?.startsWith('-')) return false;
        const command = commandOf(words);
        const options = words.filter((word) => word.startsWith('--'));
        return !command || options.some((option) => !command.options.some(({ long }) => long === option));
      });
      expect(unknown).toEqual([]);
    },
  );
});
