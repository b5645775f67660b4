import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Rounds } from './goals.ts';
import { linesOf } from './table.ts';

const docs = new URL('../../docs/', import.meta.url);

/** Writes the medians of the scene `replicas`, from which `npm run generate` makes the tables of docs/scale.md. */
export function writeScaleFigures(rounds: Rounds, nats: string): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const contenders: Record<string, Record<string, number>> = {};
  for (const { contender, figure, median } of linesOf(rounds))
    (contenders[contender] ??= {})[figure] = Number(median.toPrecision(3));
  const measured = {
    on: new Date().toISOString().slice(0, 10),
    commit,
    rounds: rounds.length,
    cores: cpus().length,
    node: process.version,
    nats,
  };
  writeFileSync(
    new URL('scale-figures.json', docs),
    `${JSON.stringify({ measured, contenders }, null, 2)}\n`,
  );
  console.log('docs/scale-figures.json is written; npm run generate writes its tables into docs/scale.md');
}
