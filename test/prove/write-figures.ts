import { projectFolder } from '@rejoin/servers';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import {
  keepCaught,
  keepRun,
  keptFigures,
  rangesOf,
  replaceFile,
  seedAfter,
  type KeptRun,
  type SeedRange,
} from './figures-file';
import type { PlantedResult } from './planted-run';
import type { Findings } from './findings';
import { plants } from './plants/plants';
import { Recoveries, secondsText, type Recovery } from './recoveries';
import { notTried } from './faults';
import { oneKilled } from './report';
import type { RowFigures } from './run-rows';

const begin = '<!-- prove: written by npm run prove -- --write -->';
const end = '<!-- prove: end -->';
const goals = { faults: 1_000, races: 100_000, stories: 1_000_000, frames: 1_000_000, requests: 100_000 };

/** The results that one run adds. */
export interface Run {
  readonly seed: number;
  readonly minutes: number;
  readonly findings: Findings;
  readonly figures: RowFigures;
}

export function nextSeed(): number {
  return seedAfter(keptFigures().runs);
}

/** Adds this run to docs/prove-figures.json, and writes the totals into docs/guarantees.md. */
export function writeFigures(run: Run): void {
  keepRun(keptOf(run, new Date()));
  writePlanted(run.figures.plants ?? []);
}

/** Stores which plants were caught. */
export function writePlanted(results: readonly PlantedResult[]): void {
  const named = (isCaught: boolean) =>
    results.filter(({ failure }) => (failure === undefined) === isCaught).map(({ plant }) => plant.name);
  const { runs, caught } = keepCaught(named(true), named(false));
  const file = join(projectFolder(), 'docs/guarantees.md');
  replaceFile(file, withFigures(readFileSync(file, 'utf8'), runs, caught));
  // The repository's format of tables.
  const prettier = join(projectFolder(), 'node_modules/prettier/bin/prettier.cjs');
  const files = [file, join(projectFolder(), 'docs/prove-figures.json')];
  spawnSync(process.execPath, [prettier, '--write', ...files], { stdio: 'ignore' });
}

export function keptOf({ seed, minutes, findings, figures }: Run, now: Date): KeptRun {
  const {
    plants: planted = [],
    model = [],
    races,
    apiRaces = new Map<string, number>(),
    security,
    campaign,
  } = figures;
  const counted = (what: string) => campaign?.records.figures.get(what) ?? 0;
  return {
    date: now.toISOString().slice(0, 10),
    seed,
    minutes: Math.round(minutes),
    cores: cpus().length,
    node: process.version,
    held: findings.holding,
    checks: findings.total,
    broken: findings.broken,
    plants: planted.length,
    stories: model.reduce((sum, { stories }) => sum + stories, 0),
    races: [
      ...[...(races ?? '').matchAll(/(\d+) (?:ended|expired|reconnected)/g)].map(([, n]) => Number(n)),
      ...apiRaces.values(),
    ].reduce((sum, n) => sum + n, 0),
    frames: security?.frames ?? 0,
    requests: security?.requests ?? 0,
    faults: campaign?.faults ?? 0,
    messages: counted('messages acknowledged'),
    entries: counted('entries compared'),
    facts: campaign?.factsHeard ?? 0,
    waits: campaign?.recoveries.kept() ?? {},
  };
}

export function withFigures(text: string, runs: readonly KeptRun[], caught: readonly string[] = []): string {
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const rows = `${before.trimEnd()}\n\n${begin}\n\n${sectionOf(runs, caught)}\n\n${end}\n`;
  return after.trim() === '' ? rows : `${rows}\n${after.trimStart()}`;
}

const columns = [
  'runs',
  'minutes',
  'stories',
  'races',
  'faults',
  'frames',
  'requests',
  'messages',
  'facts',
] as const;

function sectionOf(runs: readonly KeptRun[], caught: readonly string[]): string {
  const ranges = rangesOf(runs);
  const seen = plants.filter(({ name }) => caught.includes(name));
  const recoveries = Recoveries.of(runs.map(({ waits }) => waits));
  const all: SeedRange = { from: 0, to: 0, runs };
  return [
    '## Figures under faults',
    '',
    'Runs of `npm run prove`, kept in [prove-figures.json](prove-figures.json); runs whose seeds follow each other are one',
    'line. In each run safeguards are taken out, the models play their stories, replicas race for deadlines, and customers',
    'and agents write, lose their lines and return while faults are played by seed on two replicas of each service; then',
    'everything that the command lists is checked. Messages are those acknowledged, facts those that a subscriber heard.',
    '',
    ...table(
      ['seeds', 'checks that hold', ...columns],
      [
        ...ranges.map((range) => rowOf(range, seedsOf(range))),
        rowOf(all, 'in all'),
        [
          'goal of a release',
          '',
          '',
          '',
          goals.stories,
          goals.races,
          goals.faults,
          goals.frames,
          goals.requests,
          '',
          '',
        ],
      ],
    ),
    '',
    ...brokenIn(runs),
    'Seconds until everybody is served who came at the fault or within 2 s after it (start, an agent, a message in each',
    'direction): from the fault when one process of a service was killed or restarted, from its end where something was away.',
    'Of all runs together.',
    '',
    ...table(
      ['after', 'times', 'p50', 'p95', 'longest'],
      [...recoveries.rows(), oneKilled(recoveries)].map(waitsOf),
    ),
    '',
    `Of ${plants.length} safeguards that \`npm run prove -- --planted all\` takes out one at a time, these ${seen.length} have been seen`,
    'to be missed (a run plays three by seed, and fails when one does not apply any more):',
    '',
    ...table(
      ['without', 'noticed by'],
      seen.map(({ without, caughtBy }) => [
        without,
        'test' in caughtBy
          ? `\`${caughtBy.spec.split('/').at(-1)}\`: ${caughtBy.test.replaceAll('|', '\\|')}`
          : `\`prove\`: ${caughtBy.check}`,
      ]),
    ),
    '',
    `Not tried: ${notTried.join('; ')}.`,
  ].join('\n');
}

function brokenIn(runs: readonly KeptRun[]): string[] {
  const lines = runs.flatMap(({ seed, broken }) => broken.map((check) => `- Seed ${seed}: ${check}.`));
  return lines.length === 0 ? [] : ['What did not hold in these runs:', '', ...lines, ''];
}

function rowOf({ runs }: SeedRange, name: string): (string | number)[] {
  const sum = (of: (run: KeptRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const counts = columns.map((column) => (column === 'runs' ? runs.length : sum((run) => run[column])));
  return [name, `${sum(({ held }) => held)} of ${sum(({ checks }) => checks)}`, ...counts];
}

function seedsOf({ from, to }: SeedRange): string {
  return from === to ? String(from) : `${from} to ${to}`;
}

function waitsOf({ kind, times, p50, p95, longest }: Recovery): (string | number)[] {
  return [kind, times, ...[p50, p95, longest].map(secondsText)];
}

function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)];
}
