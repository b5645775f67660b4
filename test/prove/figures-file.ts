import { projectFolder } from '@rejoin/servers';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One stored run. Figures of rows that it did not play are 0. */
export interface KeptRun {
  readonly date: string;
  readonly seed: number;
  readonly minutes: number;
  readonly cores: number;
  readonly node: string;
  readonly held: number;
  readonly checks: number;
  /** The names of the checks that did not hold. */
  readonly broken: readonly string[];
  readonly plants: number;
  readonly stories: number;
  readonly races: number;
  readonly frames: number;
  readonly requests: number;
  readonly faults: number;
  readonly messages: number;
  readonly entries: number;
  readonly facts: number;
  /**
   * The seconds until all customers were served again, for each fault that was played alone; null means not
   * within a minute.
   */
  readonly waits: Readonly<Record<string, readonly (number | null)[]>>;
}

/** The sum of runs whose seeds follow each other. */
export interface SeedRange {
  readonly from: number;
  readonly to: number;
  readonly runs: readonly KeptRun[];
}

const file = (): string => join(projectFolder(), 'docs/prove-figures.json');
const firstOfFull = 1_000;

interface ProveFigures {
  readonly runs: readonly KeptRun[];
  /** The names of the plants that were caught when they were last played. */
  readonly caught: readonly string[];
}

export function keptFigures(): ProveFigures {
  return existsSync(file())
    ? (JSON.parse(readFileSync(file(), 'utf8')) as ProveFigures)
    : { runs: [], caught: [] };
}

/** The latest result of a plant replaces earlier ones. */
export function keepCaught(caught: readonly string[], missed: readonly string[]): ProveFigures {
  const before = keptFigures();
  const left = before.caught.filter((name) => !missed.includes(name));
  return keep({ ...before, caught: [...new Set([...left, ...caught])].sort() });
}

/** Adds a run, also beside one of the same seed. A full disk leaves the file unchanged. */
export function keepRun(run: KeptRun): ProveFigures {
  const before = keptFigures();
  return keep({ ...before, runs: [...before.runs, run] });
}

function keep(kept: ProveFigures): ProveFigures {
  replaceFile(file(), `${JSON.stringify(kept, undefined, 1)}\n`);
  return kept;
}

/**
 * Replaces the file completely or not at all: a full disk leaves the file unchanged, and no other file beside
 * it.
 */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.new`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** The next seed of `--full`, after the last seed that it played to its end. */
export function seedAfter(runs: readonly KeptRun[]): number {
  const played = runs
    .map(({ seed }) => seed)
    .filter((seed) => seed >= firstOfFull && seed < firstOfFull * 1_000);
  return Math.max(firstOfFull - 1, ...played) + 1;
}

export function rangesOf(runs: readonly KeptRun[]): SeedRange[] {
  const ranges: { from: number; to: number; runs: KeptRun[] }[] = [];
  for (const run of [...runs].sort((a, b) => a.seed - b.seed)) {
    const last = ranges.at(-1);
    if (last && run.seed <= last.to + 1) {
      last.to = run.seed;
      last.runs.push(run);
    } else ranges.push({ from: run.seed, to: run.seed, runs: [run] });
  }
  return ranges;
}
