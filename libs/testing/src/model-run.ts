import { appendFileSync } from 'node:fs';

/** How many stories a property tries, and from which seed: `npm run prove` says both, the tests try a few by chance. */
export function storiesToTry(usually: number): { numRuns: number; seed?: number } {
  const { REJOIN_PROPERTY_RUNS: runs, REJOIN_PROPERTY_SEED: seed } = process.env;
  return { numRuns: Number(runs ?? usually), ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

/** One model of a run, as `npm run prove` reads it. */
export interface ModelReport {
  readonly model: string;
  readonly stories: number;
  /** How often each event and each refusal was decided. */
  readonly decided: Readonly<Record<string, number>>;
  /** Events and refusals that no story led to. */
  readonly missed: readonly string[];
}

/** Counts what the stories of a file of properties lead to. */
export class ModelCoverage {
  private readonly decided = new Map<string, number>();
  private stories = 0;

  /** `expected`: the events and refusals that there are. */
  constructor(
    private readonly model: string,
    private readonly expected: readonly string[],
  ) {
    afterAll(() => this.report());
  }

  story(): void {
    this.stories++;
  }

  saw(what: string): void {
    this.decided.set(what, (this.decided.get(what) ?? 0) + 1);
  }

  /** A line of JSON in the file that the run names; without one there is nobody to read it. */
  private report(): void {
    const file = process.env['REJOIN_PROPERTY_REPORT'];
    if (file === undefined) return;
    const { model, stories, decided, expected } = this;
    const missed = expected.filter((one) => !decided.has(one));
    const report: ModelReport = { model, stories, decided: Object.fromEntries(decided), missed };
    appendFileSync(file, `${JSON.stringify(report)}\n`);
  }
}
