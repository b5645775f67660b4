import { ended, projectFolder, spawnLeashed } from '@rejoin/servers';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plants, type Plant } from './plants';

export interface PlantedResult {
  readonly plant: Plant;
  /** Undefined: noticed by the check that should. */
  readonly failure: string | undefined;
}

/** Proves a copy of what was built, without one safeguard: the check that is named must not hold. */
export async function playPlanted(name: string, seed: number): Promise<PlantedResult[]> {
  const results: PlantedResult[] = [];
  for (const plant of plants.filter((one) => name === 'all' || one.name === name)) {
    results.push({ plant, failure: await failureOf(plant, seed) });
  }
  return results;
}

async function failureOf(plant: Plant, seed: number): Promise<string | undefined> {
  const copy = mkdtempSync(join(tmpdir(), 'rejoin-planted-'));
  try {
    const project = projectFolder();
    for (const part of ['dist', 'package.json', 'docs/generated'])
      cpSync(join(project, part), join(copy, part), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
    const file = join(copy, 'dist', plant.file);
    const built = readFileSync(file, 'utf8');
    if (built.split(plant.from).length !== 2) return `it applies no more to ${plant.file}`;
    writeFileSync(
      file,
      built.replace(plant.from, () => plant.to),
    );
    return await proved(plant, copy, seed);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function proved(plant: Plant, copy: string, seed: number): Promise<string | undefined> {
  const args = [...plant.played, '--until-broken', '--seed', String(seed)];
  const child = spawnLeashed(process.execPath, [join(copy, 'dist/tools/prove/main.js'), ...args], {
    leash: 'SIGTERM',
    // What it keeps of a run that is broken goes with the copy.
    env: { ...process.env, TMPDIR: copy },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
    process.stdout.write(bytes);
  });
  const how = await ended(child);
  const noticed = said.split('\n').some((line) => line.startsWith(`BROKEN  ${plant.noticedBy}`));
  if (how === 'exit 1' && noticed) return undefined;
  return `"${plant.noticedBy}" did not notice it (${how})`;
}
