import type { Command } from 'commander';
import { completionScript, shells, type CommandTree, type Shell } from '../domain/completion';
import { CommandFailure, exitCodes } from '../failure';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

export function addCompletion(program: Command, terminal: Terminal): void {
  addLeaf(
    program,
    terminal,
    'completion <shell>',
    `Print the completion script for ${shells.join(', ')}`,
    async ([name = '']) => {
      const shell = shells.find((one) => one === name);
      if (shell === undefined)
        throw new CommandFailure(
          exitCodes.usage,
          `There is no script for ${name}`,
          `Use one of ${shells.join(', ')}.`,
        );
      const script = completionScript(treeOf(program), shell satisfies Shell);
      return { lines: [script.trimEnd()], value: { shell, script } };
    },
  );
}

function treeOf(command: Command): CommandTree {
  return {
    name: command.name(),
    options: command.options.flatMap(({ long }) => long ?? []),
    commands: command.commands.map(treeOf),
  };
}
