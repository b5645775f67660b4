import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './findings';
import { removeFolder, scratchFolder } from './leftovers';
import { playSpecs } from './specs';

/** The options of the tests' command line; see `model-run.ts` of `libs/testing`. */
export interface ModelFigures {
  readonly model: string;
  readonly stories: number;
  readonly decided: Readonly<Record<string, number>>;
  readonly missed: readonly string[];
}

/**
 * The properties of each decider, and of all of them together with duplicates, delays, replays and deaths
 * between them.
 */
const specs = [
  'apps/reconnection-timer/src/domain/reconnection.property.spec.ts',
  'apps/routing/src/domain/decider.property.spec.ts',
  'apps/session-gateway/src/domain/session.property.spec.ts',
  'apps/session-gateway/src/domain/desk.property.spec.ts',
  'test/composition/composition.spec.ts',
];
/**
 * The tests of the composition without a safeguard are left out: their failures say nothing about the stories
 * of this run.
 */
const tests = ['whatever happens', 'any sequence of commands', 'the stories that are played'];

/** Plays the property tests with this number of stories for each property. */
export async function playModel(
  { stories, seed }: { stories: number; seed: number },
  findings: Findings,
): Promise<ModelFigures[]> {
  const scratch = scratchFolder('model');
  try {
    const report = join(scratch, 'report');
    const environment = {
      REJOIN_PROPERTY_RUNS: String(stories),
      REJOIN_PROPERTY_SEED: String(seed),
      REJOIN_PROPERTY_REPORT: report,
    };
    for (const { name, holds, why } of await playSpecs({
      folder: projectFolder(),
      specs,
      tests,
      environment,
    }))
      findings.add(`model: ${name.replace(/ \(\d+ (stories|runs)\)/, '')}`, holds ? [] : [why]);
    const figures = modelsIn(readFileSync(report, 'utf8'));
    findings.add('model: every decider reports what its stories reached', reported(figures));
    for (const { model, missed } of figures)
      findings.add(
        `model: ${model}: every event and every refusal is reached`,
        missed.map((one) => `${one} never`),
      );
    return figures;
  } finally {
    removeFolder(scratch);
  }
}

function modelsIn(report: string): ModelFigures[] {
  const lines = report.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as ModelFigures).sort((a, b) => a.model.localeCompare(b.model));
}

/** The lines of the report: how often each event and each refusal was decided. */
export function coverageOf(figures: readonly ModelFigures[]): string[] {
  return figures.map(({ model, stories, decided }) => {
    const counts = Object.entries(decided).sort(([a], [b]) => a.localeCompare(b));
    return `${model}, ${stories} stories: ${counts.map(([what, n]) => `${what} ${n}`).join(', ')}`;
  });
}

function reported(figures: readonly ModelFigures[]): string[] {
  return figures.length === specs.length ? [] : [`${figures.length} of ${specs.length} have reported`];
}
