/** A command with what can follow it. */
export interface CommandTree {
  readonly name: string;
  readonly options: readonly string[];
  readonly commands: readonly CommandTree[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Returns the script with which a shell completes the names of commands and options. */
export function completionScript(tree: CommandTree, shell: Shell): string {
  if (shell === 'fish') return fishScript(tree);
  const script = bashScript(tree);
  return shell === 'bash' ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function paths(tree: CommandTree, before: readonly string[] = []): [path: string, words: string][] {
  const words = [...tree.commands.map(({ name }) => name), ...tree.options].join(' ');
  const here = [...before, tree.name];
  return [[here.join(' '), words], ...tree.commands.flatMap((command) => paths(command, here))];
}

function bashScript(tree: CommandTree): string {
  const cases = paths(tree).map(([path, words]) => `    '${path}') words='${words}' ;;`);
  return `_${tree.name}() {
  local path='${tree.name}' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="$path $word" ;; esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${tree.name} ${tree.name}
`;
}

function fishScript(tree: CommandTree): string {
  const top = tree.commands.map(({ name }) => name).join(' ');
  const lines = tree.commands.flatMap(({ name, commands }) => [
    `complete -c ${tree.name} -f -n '__fish_use_subcommand' -a ${name}`,
    ...commands.map(
      (one) =>
        `complete -c ${tree.name} -f -n '__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${commands.map((other) => other.name).join(' ')}' -a ${one.name}`,
    ),
  ]);
  return [`# Commands: ${top}`, ...lines, ''].join('\n');
}
