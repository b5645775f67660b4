import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Outcome } from './goals.ts';

const docs = new URL('../../docs/', import.meta.url);
const file = new URL('performance-figures.json', docs);

/** A round of a full run, and the conditions under which it was measured. */
export interface KeptRound {
  readonly on: string;
  readonly commit: string;
  readonly machine: string;
  /** By scene, then by contender. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, Outcome>>>>;
}

export function roundOf(nats: string, outcomes: KeptRound['outcomes']): KeptRound {
  const processors = cpus();
  const model = processors[0]?.model ?? 'unknown';
  return {
    on: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: docs }).trim(),
    machine: `${processors.length} cores (${model}), Node ${process.version}, nats-server ${nats}`,
    outcomes,
  };
}

/** The rounds that earlier full runs have written; none when there is no file. */
export function readRounds(): KeptRound[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptRound[]) : [];
}

/** A figure that was not measured (NaN) is left out of the file. */
export function writeRounds(rounds: readonly KeptRound[]): void {
  const withoutNaN = (_: string, value: unknown) => (Number.isNaN(value) ? undefined : value);
  writeFileSync(file, `${JSON.stringify(rounds, withoutNaN)}\n`);
}
