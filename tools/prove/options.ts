import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { faults } from './faults';
import { plants } from './plants/plants';

export const rowNames = ['plants', 'model', 'races', 'security', 'chaos'] as const;
export type RowName = (typeof rowNames)[number];

export interface ProveOptions {
  readonly rows: readonly RowName[];
  readonly cycles: number;
  readonly minutes: number;
  readonly seed: number;
  readonly races: number;
  /** Of each property of the models. */
  readonly stories: number;
  /** Hostile frames, and a tenth as many hostile HTTP requests. */
  readonly frames: number;
  /** Only kinds of faults whose names contain this. */
  readonly faults: string;
  /** End the campaign with the first audit that finds something. */
  readonly untilBroken: boolean;
  /** Take one safeguard out of a copy, and expect that it is noticed. `all`: one after another. */
  readonly planted: string | undefined;
  /** One range of seeds after another, until it is stopped; each adds its figures. */
  readonly full: boolean;
  /** Add the figures to docs/guarantees.md. */
  readonly write: boolean;
}

export const usage = `npm run prove -- [options]

  --rows <list>    of ${rowNames.join(',')} (default: all)
  --seed <n>       the plants, stories, faults and what people do (default: by chance)
  --minutes <n>    begin no further cycle after so many minutes (default 7)
  --cycles <n>     faults, one or two at a time, each followed by a look at who can chat (default 25)
  --faults <text>  only faults whose names contain it (default: all)
  --races <n>      windows that a return, an expiry and an end fight for (default 2000)
  --stories <n>    stories of each property of the models (default 1500)
  --frames <n>     hostile frames, and a tenth as many hostile HTTP requests (default 3000)
  --until-broken   stop at the first audit that finds something
  --planted <name> take a safeguard out of a copy and expect the check that notices: all, or one of
                   ${plants.map(({ name }) => name).join(', ')}
  --full           run after run, each with the next seed, until it is stopped; goes on where the last one was
  --write          add the figures to docs/prove-figures.json and write them into docs/guarantees.md`;

const options = {
  rows: { type: 'string', default: rowNames.join(',') },
  seed: { type: 'string' },
  minutes: { type: 'string', default: '7' },
  cycles: { type: 'string', default: '25' },
  faults: { type: 'string', default: '' },
  races: { type: 'string', default: '2000' },
  stories: { type: 'string', default: '1500' },
  frames: { type: 'string', default: '3000' },
  'until-broken': { type: 'boolean', default: false },
  planted: { type: 'string' },
  full: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

export function readOptions(args: string[]): ProveOptions | 'help' {
  const { values } = parseArgs({ args, options });
  if (values.help === true) return 'help';
  const names = ['all', ...plants.map(({ name }) => name)];
  if (values.planted !== undefined && !names.includes(values.planted))
    throw new Error(`--planted takes one of ${names.join(', ')}, not ${values.planted}`);
  return {
    rows: values.rows.split(',').map(rowOf),
    cycles: number('cycles', values.cycles, 100_000),
    minutes: number('minutes', values.minutes, 100_000),
    seed: values.seed === undefined ? randomInt(1, 2 ** 31) : number('seed', values.seed, 2 ** 31),
    races: number('races', values.races, 1_000_000),
    stories: number('stories', values.stories, 1_000_000),
    frames: number('frames', values.frames, 10_000_000),
    faults: faultsNamed(values.faults),
    planted: values.planted,
    full: values.full,
    write: values.write || values.full,
    untilBroken: values['until-broken'],
  };
}

function rowOf(name: string): RowName {
  const row = rowNames.find((one) => one === name);
  if (row === undefined) throw new Error(`--rows takes ${rowNames.join(', ')}, not ${name}`);
  return row;
}

function faultsNamed(part: string): string {
  if (faults.some(({ kind }) => kind.includes(part))) return part;
  throw new Error(
    `--faults takes a part of one of these, not ${part}: ${faults.map(({ kind }) => kind).join(', ')}`,
  );
}

function number(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} takes a whole number from 1 to ${most}, not ${text}`);
  return value;
}
