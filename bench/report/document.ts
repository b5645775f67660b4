import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Contender, Scene } from '../scenes/scene.ts';
import { judge, type Rounds } from './goals.ts';
import type { KeptRound } from './rounds-file.ts';
import { faultsOf, goalsTable, tableOf } from './table.ts';

/** A scene with all its rounds. */
export interface Played {
  readonly scene: Scene;
  readonly contenders: readonly Contender[];
  readonly rounds: Rounds;
}

const begin = '<!-- Everything below is written by: npm run bench -- --full -->';
const docs = new URL('../../docs/', import.meta.url);

/**
 * Writes a scene as Markdown: the contenders with their settings, the goals, what was wrong, and all figures, which can be
 * folded.
 */
export function sectionOf({ scene, contenders, rounds }: Played, folded = false): string {
  const faults = faultsOf(rounds).map((fault) => `- Not right: ${fault}`);
  const judged = scene.goals.map((goal) => judge(goal, rounds));
  const figures = tableOf(rounds);
  return [
    `## ${scene.name}: ${scene.about}`,
    contenders.map(({ name, settings }) => `- ${name}: ${settings}`).join('\n'),
    ...(judged.length > 0 ? [goalsTable(judged)] : []),
    ...(faults.length > 0 ? [faults.join('\n')] : []),
    ...(scene.notes ? [scene.notes(rounds)] : []),
    folded ? `<details><summary>All figures</summary>\n\n${figures}\n\n</details>` : figures,
  ].join('\n\n');
}

/** A table of all goals, under the name of their scene. */
function allGoals(played: readonly Played[]): string {
  const judged = played.flatMap(({ scene, rounds }) =>
    scene.goals
      .map((goal) => judge(goal, rounds))
      .map((one) => ({ ...one, goal: { ...one.goal, says: `${scene.name}: ${one.goal.says}` } })),
  );
  const missed = judged.filter(({ verdict }) => verdict === 'missed').length;
  return `## Goals\n\n${missed} of ${judged.length} goals are missed.\n\n${goalsTable(judged)}`;
}

/**
 * Writes the results into docs/performance.md, below the part that is written by hand, and the plots beside
 * it.
 */
export function writeDocument(played: readonly Played[], kept: readonly KeptRound[]): void {
  const file = new URL('performance.md', docs);
  const [text] = readFileSync(file, 'utf8').split(begin);
  const plots = played.flatMap(({ scene, rounds }) => scene.plots?.(rounds) ?? []);
  for (const { name, svg } of plots) writeFileSync(new URL(`images/${name}`, docs), svg);
  const parts = [
    `${text?.trimEnd() ?? ''}\n\n${begin}`,
    measured(kept),
    allGoals(played),
    ...played.map((one) => sectionOf(one, true)),
    ...plots.map(({ name, says }) => `![${says}](images/${name})`),
  ];
  writeFileSync(file, `${parts.join('\n\n')}\n`);
  const root = new URL('..', docs);
  const written = ['docs/performance.md', 'docs/performance-figures.json'];
  execFileSync('npx', ['prettier', '--write', ...written, '--log-level', 'warn'], { cwd: root });
  console.log('docs/performance.md is written');
}

/** When, where and of which commit the rounds are: one line for each set of conditions. */
function measured(kept: readonly KeptRound[]): string {
  const conditions = kept.map(({ on, commit, machine }) => `${on} at ${commit}: ${machine}`);
  return [...new Set(conditions)]
    .map((one) => `Measured ${one}; rounds: ${conditions.filter((other) => other === one).length}.`)
    .join('\n\n');
}
