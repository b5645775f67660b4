import { appendFileSync } from 'node:fs';

/** Returns how many stories a property tests, and the seed. `npm run prove` sets both; other runs test a few random ones. */
export function storiesToTry(usually: number): { numRuns: number; seed?: number } {
  const { REJOIN_PROPERTY_RUNS: runs, REJOIN_PROPERTY_SEED: seed } = process.env;
  return { numRuns: Number(runs ?? usually), ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

/** The report of a model, which `npm run prove` reads. */
export interface ModelReport {
  readonly model: string;
  readonly stories: number;
  /** How often each event and each refusal was decided. */
  readonly decided: Readonly<Record<string, number>>;
  /** Events and refusals that no story reached. */
  readonly missed: readonly string[];
}

/** Counts the events and refusals that the stories of a spec file reach. */
export class ModelCoverage {
  private readonly decided = new Map<string, number>();
  private stories = 0;

  /** `expected` has all possible events and refusals. */
  constructor(
    private readonly model: string,
    private readonly expected: readonly string[],
  ) {
    afterAll(() => this.report());
  }

  story(): void {
    this.stories++;
  }

  record(what: string): void {
    this.decided.set(what, (this.decided.get(what) ?? 0) + 1);
  }

  /** Appends a line of JSON to the report file, if the run has one. */
  private report(): void {
    const file = process.env['REJOIN_PROPERTY_REPORT'];
    if (file === undefined) return;
    const { model, stories, decided, expected } = this;
    const missed = expected.filter((one) => !decided.has(one));
    const report: ModelReport = { model, stories, decided: Object.fromEntries(decided), missed };
    appendFileSync(file, `${JSON.stringify(report)}\n`);
  }
}
