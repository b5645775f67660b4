import type { Command } from 'commander';
import type { Answer, Terminal } from './terminal';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** Adds a command that answers, as text or as JSON. `usage` is its name with its arguments. */
export function addLeaf(
  parent: Command,
  terminal: Terminal,
  usage: string,
  summary: string,
  run: (args: readonly string[], options: Options) => Promise<Answer>,
): Command {
  const leaf = parent
    .command(usage)
    .description(summary)
    .option('--json', 'print JSON')
    .option('--allow-http', 'send passwords and data to another machine without encryption');
  return leaf.action(async () => {
    const options = leaf.opts<Options>();
    await terminal.present(options['json'] === true, () => {
      if (options['allowHttp'] === true) terminal.allowHttp();
      return run(leaf.args, options);
    });
  });
}
