import { ended, projectFolder, spawnDependent } from '@rejoin/servers';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ours, removeFolder, scratchFolder } from './leftovers';
import type { Random } from './random';
import { isByTest, planted, type CaughtByRun, type CaughtByTest, type Plant } from './plants/plant';
import { plants } from './plants/plants';
import { playSpecs } from './specs';

export interface PlantedResult {
  readonly plant: Plant;
  /** Undefined when the expected check caught it. */
  readonly failure: string | undefined;
  readonly seconds: number;
}

export interface PlantedTerms {
  readonly seed: number;
  readonly isStopped: () => boolean;
  readonly tell: (line: string) => void;
  /** Called with each result as soon as the plant was played. */
  readonly onResult?: (result: PlantedResult) => void;
}

/** Everything that tests and builds read. */
const copied = [
  ...['apps', 'libs', 'tools', 'test', 'bench', 'docs/generated'],
  ...[
    'README.md',
    'package.json',
    'jest.config.js',
    'tsconfig.json',
    'tsconfig.base.json',
    '.swcrc',
    'nest-cli.json',
  ],
];

/** Picks some plants that a test without servers catches within seconds. */
export function fewPlants(random: Random, count: number): readonly Plant[] {
  return random.shuffled(plants.filter(({ caughtBy }) => isQuick(caughtBy))).slice(0, count);
}

/**
 * Removes one safeguard after another from a copy of the repository and plays the check that must fail.
 * Before that, the tests among these checks must hold in the same copy, or their results would mean nothing.
 */
export async function playPlanted(
  chosen: readonly Plant[],
  { seed, isStopped, tell, onResult }: PlantedTerms,
): Promise<PlantedResult[]> {
  const copy = scratchFolder('planted');
  const results: PlantedResult[] = [];
  try {
    copyRepository(copy);
    await holdWithoutPlant(copy, chosen);
    for (const plant of chosen) {
      if (isStopped()) break;
      const begun = performance.now();
      const failure = await failureOf(plant, copy, seed);
      const seconds = (performance.now() - begun) / 1000;
      results.push({ plant, failure, seconds });
      onResult?.({ plant, failure, seconds });
      tell(`plant ${plant.name}: ${failure ?? 'caught'} (${seconds.toFixed(1)} s)`);
    }
    return results;
  } finally {
    removeFolder(copy);
  }
}

function isQuick(caughtBy: Plant['caughtBy']): boolean {
  return isByTest(caughtBy) && !caughtBy.spec.endsWith('.int.spec.ts');
}

function copyRepository(copy: string): void {
  const project = projectFolder();
  const filter = (source: string) => !/(^|\/)(node_modules|dist)$/.test(source);
  for (const part of copied) {
    if (existsSync(join(project, part)))
      cpSync(join(project, part), join(copy, part), { recursive: true, filter });
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
}

async function holdWithoutPlant(copy: string, chosen: readonly Plant[]): Promise<void> {
  const byTest = chosen.map(({ caughtBy }) => caughtBy).filter(isByTest);
  if (byTest.length === 0) return;
  const specs = [...new Set(byTest.map(({ spec }) => spec))];
  const results = await playSpecs({ folder: copy, specs, tests: byTest.map(({ test }) => test) });
  const failed = results.find(({ holds }) => !holds);
  if (failed) throw new Error(`a check fails without any plant: ${failed.name}: ${failed.why}`);
}

async function failureOf(plant: Plant, copy: string, seed: number): Promise<string | undefined> {
  const file = join(copy, plant.file);
  const source = readFileSync(file, 'utf8');
  const without = planted(plant, source);
  if (without === undefined) return `its text is not in ${plant.file} exactly once`;
  writeFileSync(file, without);
  try {
    const { caughtBy } = plant;
    return isByTest(caughtBy) ? await byTest(caughtBy, copy) : await byRun(caughtBy, copy, seed);
  } finally {
    writeFileSync(file, source);
  }
}

async function byTest({ spec, test }: CaughtByTest, copy: string): Promise<string | undefined> {
  const results = await playSpecs({ folder: copy, specs: [spec], tests: [test] });
  if (results.length === 0) return `there is no test "${test}" in ${spec}`;
  return results.every(({ holds }) => holds) ? `"${test}" still holds` : undefined;
}

async function byRun(caughtBy: CaughtByRun, copy: string, seed: number): Promise<string | undefined> {
  cpSync(join(projectFolder(), 'dist'), join(copy, 'dist'), { recursive: true });
  try {
    await built(copy);
    const args = [...caughtBy.played, '--until-broken', '--seed', String(seed)];
    const { how, said } = await run(copy, [join(copy, 'dist/proofs/test/prove/main.js'), ...args]);
    const noticed = said.split('\n').some((line) => line.startsWith(`BROKEN  ${caughtBy.check}`));
    return how === 'exit 1' && noticed ? undefined : `"${caughtBy.check}" still holds (${how})`;
  } finally {
    rmSync(join(copy, 'dist'), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Builds the services and the programs of the copy. Its pages stay as they were built. */
async function built(copy: string): Promise<void> {
  for (const what of ['product', 'proofs']) {
    const { how, said } = await run(copy, ['tools/build/compile.mjs', what]);
    if (how !== 'exit 0') throw new Error(`the copy could not be built: ${how}\n${said}`);
  }
}

async function run(copy: string, args: readonly string[]): Promise<{ how: string; said: string }> {
  const child = ours(
    spawnDependent(process.execPath, args, {
      deathSignal: 'SIGTERM',
      cwd: copy,
      // The files that a broken run keeps are removed with the copy.
      env: { ...process.env, TMPDIR: copy },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
    process.stdout.write(bytes);
  });
  return { how: await ended(child), said };
}
