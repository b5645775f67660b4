/** One safeguard taken out of a copy of the repository, and what has to notice. */
export interface Plant {
  readonly name: string;
  /** What is taken out, for a reader of the table. */
  readonly without: string;
  /** A source file, below the repository. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly caughtBy: CaughtByTest | CaughtByRun;
}

/** A test of the repository, which takes seconds. */
export interface CaughtByTest {
  readonly spec: string;
  /** A part of the test's full name. */
  readonly test: string;
}

/** A check of a run of `npm run prove`, which takes a minute or two. */
export interface CaughtByRun {
  /** The name of the check, or its beginning. */
  readonly check: string;
  /** What makes it show, as options of the command. */
  readonly played: readonly string[];
}

/** Plays these faults, audited after every five. */
export function underFaults(check: string, faults: string, cycles: number): CaughtByRun {
  return { check, played: ['--rows', 'chaos', '--faults', faults, '--cycles', String(cycles)] };
}

/** Attacks a whole system. */
export function underAttack(check: string): CaughtByRun {
  return { check, played: ['--rows', 'security', '--frames', '200'] };
}

export function isByTest(caughtBy: Plant['caughtBy']): caughtBy is CaughtByTest {
  return 'spec' in caughtBy;
}

/** The file without its safeguard; undefined when the text does not stand there exactly once. */
export function planted({ from, to }: Pick<Plant, 'from' | 'to'>, source: string): string | undefined {
  return source.split(from).length === 2 ? source.replace(from, () => to) : undefined;
}
