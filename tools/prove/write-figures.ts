import { projectFolder } from '@rejoin/servers';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Campaign } from './campaign';
import type { Findings } from './findings';
import { secondsText, type Recovery } from './recoveries';
import { leftOut, oneKilled } from './report';

const begin = '<!-- prove: written by npm run prove -- --write -->';
const end = '<!-- prove: end -->';
const title = '| date | seed | checks that hold | faults | minutes | messages | entries | facts |';

/** What one run adds to docs/guarantees.md. */
export interface Run {
  readonly seed: number;
  readonly minutes: number;
  readonly findings: Findings;
  readonly campaign: Campaign;
  readonly races: string | undefined;
}

/** Adds a line for this run to docs/guarantees.md, and puts its waits in place of those of the run before. */
export function writeFigures(run: Run): void {
  const file = join(projectFolder(), 'docs/guarantees.md');
  writeFileSync(file, withFigures(readFileSync(file, 'utf8'), run, new Date()));
  // The repository's format of tables.
  const prettier = join(projectFolder(), 'node_modules/prettier/bin/prettier.cjs');
  spawnSync(process.execPath, [prettier, '--write', file], { stdio: 'ignore' });
}

export function withFigures(text: string, run: Run, now: Date): string {
  const [before = '', rest = ''] = text.split(begin);
  const [written = '', after = ''] = rest.split(end);
  const runs = written.split('\n').filter((line) => /^\| 20\d\d-/.test(line));
  const section = sectionOf([...runs, lineOf(run, now)], run);
  const rows = `${before.trimEnd()}\n\n${begin}\n\n${section}\n\n${end}\n`;
  return after.trim() === '' ? rows : `${rows}\n${after.trimStart()}`;
}

function lineOf({ seed, minutes, findings, campaign }: Run, now: Date): string {
  const { faults, records, factsHeard } = campaign;
  const counted = (what: string) => records.figures.get(what) ?? 0;
  const cells = [
    now.toISOString().slice(0, 10),
    seed,
    `${findings.holding} of ${findings.total}`,
    faults,
    Math.round(minutes),
    counted('messages acknowledged'),
    counted('entries compared'),
    factsHeard,
  ];
  return `| ${cells.join(' | ')} |`;
}

function sectionOf(runs: readonly string[], { seed, campaign, races }: Run): string {
  const { records, recoveries } = campaign;
  return [
    '## Figures under faults',
    '',
    'Runs of `npm run prove`: two replicas of each service, customers and agents who write, lose their lines and return while',
    'faults are played by seed, then every check of the table that it prints. Messages are those acknowledged, facts those that',
    'a subscriber heard.',
    '',
    title,
    title.replaceAll(/[^|]+/g, ' --- '),
    ...runs,
    '',
    `The last of them, seed ${seed}, ${cpus().length} cores, Node ${process.version}: ${[...records.figures]
      .sort()
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}${races === undefined ? '' : `; races around a deadline: ${races}`}.`,
    '',
    'Seconds until everybody is served who came at the fault or within 2 s after it (start, an agent, a message in each',
    'direction): from the fault when one process of a service was killed or restarted, from its end where something was away.',
    '',
    '| after | times | p50 | p95 | longest |',
    '| --- | --- | --- | --- | --- |',
    ...[...recoveries.rows(), oneKilled(recoveries)].map(waitsOf),
    '',
    `Not tried: ${leftOut().join('; ')}.`,
  ].join('\n');
}

function waitsOf({ kind, times, p50, p95, longest }: Recovery): string {
  return `| ${kind} | ${times} | ${[p50, p95, longest].map(secondsText).join(' | ')} |`;
}
