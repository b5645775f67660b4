import { parseArgs } from 'node:util';

export interface Options {
  readonly scenes: readonly string[];
  readonly rounds: number;
  readonly full: boolean;
  /** Adds to the rounds that an earlier full run has written. */
  readonly continues: boolean;
  /** Neither scenes nor --full were requested, so the run must be over in ten minutes. */
  readonly short: boolean;
  readonly scale: number;
  readonly nats: string;
  readonly limitMinutes: number;
  /** Keep the figures of the scene `replicas` for docs/scale.md. */
  readonly write: boolean;
}

/** The scenes of a plain run: less than ten minutes, two rounds, indicative results. */
const plainScenes = ['steady', 'storm', 'reconnect-storm', 'messages'];

export const usage = (scenes: readonly string[]) => `npm run bench -- [scene ...] [options]

  ${scenes.join('  ')}

  without a scene      ${plainScenes.join(', ')}; two rounds in less than ten minutes, indicative
  --full               every scene, five rounds; writes docs/performance.md and its plots after each round
  --continue           with --full: adds to the rounds that are written, until there are as many as wanted
  --rounds <n>         how often product and peers take turns
  --nats <which>       default: the one that npm start finds; testing: of Debian's next release; or a path
  --write              with the scene replicas: keeps its figures for docs/scale.md
  --scale <0 to 1>     smaller loads, to try the programs: its figures say nothing`;

/** Throws an error with a sentence for an argument that it cannot read. */
export function readOptions(args: readonly string[], known: readonly string[]): Options | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      continue: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      scale: { type: 'string', default: '1' },
      nats: { type: 'string', default: 'default' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no scene ${unknown}; there are ${known.join(', ')}`);
  const scale = Number(values.scale);
  if (!(scale > 0 && scale <= 1))
    throw new Error(`--scale takes a number above 0 and up to 1, not ${values.scale}`);
  const rounds = Number(values.rounds ?? (values.full ? 5 : 2));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds takes 1 or more, not ${values.rounds}`);
  if (values.full && (positionals.length > 0 || scale < 1))
    throw new Error('--full plays every scene in full: what it writes must be comparable');
  if (values.write && (positionals.join() !== 'replicas' || scale < 1))
    throw new Error('--write goes with the scene replicas alone, in full');
  if (values.continue && !values.full) throw new Error('--continue goes with --full');
  const short = !values.full && positionals.length === 0;
  const scenes = short ? plainScenes : values.full ? known : positionals;
  const limitMinutes = short ? 9.5 : values.full ? 600 : 120;
  return {
    scenes,
    rounds,
    full: values.full,
    continues: values.continue,
    short,
    scale,
    nats: values.nats,
    limitMinutes,
    write: values.write || values.full,
  };
}
