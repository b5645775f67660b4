import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { faults } from './faults';
import { plants } from './plants';

const rowNames = ['chaos', 'races'] as const;
export type RowName = (typeof rowNames)[number];

export interface ProveOptions {
  readonly rows: readonly RowName[];
  readonly cycles: number;
  readonly minutes: number;
  readonly seed: number;
  readonly races: number;
  /** Only kinds of faults whose names contain this. */
  readonly faults: string;
  /** End the campaign with the first audit that finds something. */
  readonly untilBroken: boolean;
  /** Take one safeguard out of a copy, and expect that it is noticed. `all`: one after another. */
  readonly planted: string | undefined;
  /** Audit this running system's database, and do nothing else. */
  readonly database: string | undefined;
  /** Write the figures into docs/guarantees.md. */
  readonly write: boolean;
}

export const usage = `npm run prove -- [options]

  --cycles <n>     faults, one or two at a time, each followed by a look at who can chat (default 25)
  --minutes <n>    begin no further cycle after so many minutes (default 9)
  --seed <n>       the faults and what people do (default: by chance)
  --rows <list>    of ${rowNames.join(',')} (default: all)
  --races <n>      windows that a return, an expiry and an end fight for (default 2000)
  --faults <text>  only faults whose names contain it (default: all)
  --until-broken   stop at the first audit that finds something
  --planted <name> take a safeguard out of a copy and expect the check that notices: all, or one of
                   ${plants.map(({ name }) => name).join(', ')}
  --database <url> only audit the Postgres of a system that runs; the user must be able to read all schemas
  --write          write the figures into docs/guarantees.md`;

export function readOptions(args: string[]): ProveOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      cycles: { type: 'string', default: '25' },
      minutes: { type: 'string', default: '9' },
      seed: { type: 'string' },
      rows: { type: 'string', default: rowNames.join(',') },
      races: { type: 'string', default: '2000' },
      faults: { type: 'string', default: '' },
      planted: { type: 'string' },
      database: { type: 'string' },
      write: { type: 'boolean', default: false },
      'until-broken': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
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
    faults: faultsNamed(values.faults),
    planted: values.planted,
    database: values.database,
    write: values.write,
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
