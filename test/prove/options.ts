import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { clusterFaults } from './cluster-faults';
import { faults } from './faults';
import type { Plant } from './plants/plant';
import { plants } from './plants/plants';

/** The rows of a run, and those that are played only when they are asked for. */
const usualRows = ['plants', 'model', 'races', 'security', 'chaos', 'api-races'] as const;
export const rowNames = [...usualRows, 'cluster'] as const;
export type RowName = (typeof rowNames)[number];

export interface ProveOptions {
  readonly rows: readonly RowName[];
  readonly cycles: number;
  /** Undefined means 7 for the cycles of a run, and no limit for `planted` and `full`. */
  readonly minutes: number | undefined;
  readonly seed: number;
  readonly races: number;
  /** The number of races through the gateways. */
  readonly apiRaces: number;
  /** The stories of each property of the models. */
  readonly stories: number;
  /** The number of hostile frames. A tenth as many hostile HTTP requests are sent. */
  readonly frames: number;
  /** Only kinds of faults whose names contain this text. */
  readonly faults: string;
  /** Ends the campaign with the first audit that finds something. */
  readonly untilBroken: boolean;
  /** Removes these safeguards from a copy, one after another, and expects that a check fails each time. */
  readonly planted: readonly Plant[] | undefined;
  /** Plays one seed after another until it is stopped. Each run adds its figures. */
  readonly full: boolean;
  /** Adds the figures to docs/guarantees.md. */
  readonly write: boolean;
}

const bothForms = { rows: usualRows.join(','), cycles: '25', faults: '' };
const shortForm = { 'api-races': '120', races: '2000', stories: '1500', frames: '3000' };
const fullForm = { 'api-races': '300', races: '2500', stories: '5000', frames: '25000' };

export const usage = `npm run prove -- [options]

  --rows <list>    some of ${rowNames.join(',')} (default: all but cluster,
                   which plays faults on a NATS cluster of three, with two and then with four replicas of each service)
  --seed <n>       the seed of the plants, stories, faults and people (default: random)
  --minutes <n>    begin no further cycle after this many minutes (default 7); with --planted no further plant, with
                   --full no run that would last longer (default: no limit)
  --cycles <n>     rounds of one or two faults, each with a check that customers can chat (default 25)
  --faults <text>  only faults whose names contain it (default: all)
  --races <n>      windows for which a return, an expiry and an end compete (default 2000)
  --api-races <n>  races for windows through the APIs of the gateways (default 120)
  --stories <n>    stories of each property of the models (default 1500)
  --frames <n>     hostile frames, and a tenth as many hostile HTTP requests (default 3000)
  --until-broken   stop at the first audit that finds something
  --planted <list> remove safeguards from a copy, one at a time, and expect that a check fails: all, unseen (those
                   that were not caught yet), or some of
                   ${plants.map(({ name }) => name).join(', ')}
  --full           run after run, each with the next seed, until it is stopped; continues after the last seed. 40 runs
                   reach the goals: ${fullForm.stories} stories, ${fullForm.races} races and ${fullForm.frames} frames each, unless you give other numbers
  --write          add the figures to docs/prove-figures.json and write them into docs/guarantees.md`;

const options = {
  rows: { type: 'string' },
  seed: { type: 'string' },
  minutes: { type: 'string' },
  cycles: { type: 'string' },
  faults: { type: 'string' },
  races: { type: 'string' },
  'api-races': { type: 'string' },
  stories: { type: 'string' },
  frames: { type: 'string' },
  'until-broken': { type: 'boolean' },
  planted: { type: 'string' },
  full: { type: 'boolean' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `caught` contains the names of the plants that have been caught so far. */
export function readOptions(args: string[], caught: readonly string[] = []): ProveOptions | 'help' {
  const { values: given } = parseArgs({ args, options });
  if (given.help === true) return 'help';
  refuseUnread(given);
  const { full = false, write = false } = given;
  const values = { ...bothForms, ...(full ? fullForm : shortForm), ...given };
  return {
    rows: values.rows.split(',').map(rowOf),
    cycles: number('cycles', values.cycles, 100_000),
    minutes: values.minutes === undefined ? undefined : number('minutes', values.minutes, 100_000),
    seed: values.seed === undefined ? randomInt(1, 2 ** 31) : number('seed', values.seed, 2 ** 31),
    races: number('races', values.races, 1_000_000),
    apiRaces: number('api-races', values['api-races'], 100_000),
    stories: number('stories', values.stories, 1_000_000),
    frames: number('frames', values.frames, 10_000_000),
    faults: faultsNamed(values.faults),
    planted: values.planted?.split(',').flatMap((name) => plantsNamed(name, caught)),
    full,
    write: write || full,
    untilBroken: values['until-broken'] ?? false,
  };
}

/** Refuses options that would have no effect. */
function refuseUnread(given: object): void {
  const names = Object.keys(given);
  const [whole, unread] = names.includes('planted')
    ? ['planted', names.filter((name) => !['planted', 'seed', 'minutes', 'write'].includes(name))]
    : ['full', names.includes('full') ? names.filter((name) => name === 'seed') : []];
  if (unread.length > 0) throw new Error(`--${unread.join(', --')} has no effect with --${whole}`);
}

function rowOf(name: string): RowName {
  const row = rowNames.find((one) => one === name);
  if (row === undefined) throw new Error(`--rows takes ${rowNames.join(', ')}, not ${name}`);
  return row;
}

function plantsNamed(name: string, caught: readonly string[]): readonly Plant[] {
  if (name === 'all') return plants;
  if (name === 'unseen') return plants.filter((one) => !caught.includes(one.name));
  const plant = plants.find((one) => one.name === name);
  if (plant) return [plant];
  const names = plants.map((one) => one.name).join(', ');
  throw new Error(`--planted takes some of all, unseen, ${names}, not ${name}`);
}

function faultsNamed(part: string): string {
  const kinds = [...new Set([...faults, ...clusterFaults].map(({ kind }) => kind))];
  if (kinds.some((kind) => kind.includes(part))) return part;
  throw new Error(`--faults takes a part of one of these, not ${part}: ${kinds.join(', ')}`);
}

function number(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} takes a whole number from 1 to ${most}, not ${text}`);
  return value;
}
