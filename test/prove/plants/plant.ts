/** One safeguard that is removed from a copy of the repository, and the check that must fail then. */
export interface Plant {
  readonly name: string;
  /** The name of the safeguard for a reader of the table. */
  readonly without: string;
  /** A source file, below the repository. */
  readonly file: string;
  /** The text of the safeguard, which is in the file exactly once. */
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
  /** The options of the command with which the check fails. */
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

/** The file without its safeguard; undefined when the text is not there exactly once. */
export function planted({ from, to }: Pick<Plant, 'from' | 'to'>, source: string): string | undefined {
  return source.split(from).length === 2 ? source.replace(from, () => to) : undefined;
}
