import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** A repository whose routing uses zod and the kernel without declaring them, and declares pg without using it. */
const canary = {
  'package.json': { name: 'canary', private: true, workspaces: ['apps/*', 'libs/*'] },
  'apps/routing/package.json': { name: '@rejoin/routing', private: true, dependencies: { pg: '8.0.0' } },
  'libs/kernel/package.json': { name: '@rejoin/kernel', private: true },
};
const sources = {
  'apps/routing/src/main.ts': `import { now } from '@rejoin/kernel';\nimport { z } from 'zod';\nz.date().parse(now());\n`,
  'libs/kernel/src/index.ts': 'export const now = () => new Date();\n',
};

interface Report {
  readonly issues: readonly {
    readonly file: string;
    readonly dependencies?: readonly { readonly name: string }[];
    readonly unlisted?: readonly { readonly name: string }[];
  }[];
}

/** Runs knip with the configuration of this repository. */
function findingsOf(files: Readonly<Record<string, string>>): Report['issues'] {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-canary-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    for (const file of ['knip.json', 'tsconfig.base.json'])
      copyFileSync(join(root, file), join(folder, file));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "./tsconfig.base.json" }');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const knip = join(root, 'node_modules/.bin/knip');
    const { stdout, stderr } = spawnSync(knip, ['--reporter', 'json'], { cwd: folder, encoding: 'utf8' });
    if (!stdout.startsWith('{')) throw new Error(`knip failed: ${stderr}${stdout}`);
    return (JSON.parse(stdout) as Report).issues;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Manifest {
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;

/** The package.json of the root and of every workspace. */
function manifests(): Manifest[] {
  const parts = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const files = ['.', 'tools', 'test', 'docs/examples', ...parts].map((part) => join(part, 'package.json'));
  return files.filter((file) => existsSync(join(root, file))).map(read);
}

interface Paths {
  readonly paths: Readonly<Record<string, readonly string[]>>;
}
const configOf = (file: string) =>
  JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, Paths>;

describe('a workspace', () => {
  it('is found by its name by the compiler as by the types', () => {
    const { paths } = configOf('.swcrc')['jsc'] ?? {};
    expect(Object.keys(paths ?? {}).length).toBeGreaterThan(10);
    expect(paths).toEqual(configOf('tsconfig.base.json')['compilerOptions']?.paths);
  });

  it('has the same exact version of a package as all others, unless it is published', () => {
    const pins = new Map<string, Set<string>>();
    for (const { private: isPrivate, dependencies = {}, devDependencies } of manifests())
      for (const [name, version] of Object.entries({
        ...(isPrivate ? dependencies : {}),
        ...devDependencies,
      }))
        if (!name.startsWith('@rejoin/')) pins.set(name, (pins.get(name) ?? new Set()).add(version));
    expect(pins.size).toBeGreaterThan(50);
    const wrong = [...pins].filter(
      ([, versions]) => versions.size > 1 || [...versions].some((one) => !/^\d/.test(one)),
    );
    expect(wrong).toEqual([]);
  });

  // Built code is in dist, from where Node searches the folder of the root only.
  it('has no package in a folder of its own, which the built code would not find', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const installed = Object.entries(packages).filter(([, { dev }]) => !dev);
    expect(installed.map(([folder]) => folder)).toContain('node_modules/commander');
    const nested = installed.filter(([folder]) =>
      /^(apps|libs|tools)\/(.+\/)?node_modules\//.test(`${folder}/`),
    );
    expect(nested).toEqual([]);
  });

  it('must declare what it imports, and no more', () => {
    const manifests = Object.entries(canary).map(([file, value]) => [file, JSON.stringify(value)]);
    const found = findingsOf({ ...(Object.fromEntries(manifests) as Record<string, string>), ...sources });
    const names = (of: 'dependencies' | 'unlisted') =>
      found.flatMap((one) => (one[of] ?? []).map(({ name }) => `${one.file}: ${name}`)).sort();
    expect(names('unlisted')).toEqual([
      'apps/routing/src/main.ts: @rejoin/kernel',
      'apps/routing/src/main.ts: zod',
    ]);
    expect(names('dependencies')).toEqual(['apps/routing/package.json: pg']);
  }, 120_000);
});
