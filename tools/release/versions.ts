import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  version?: string;
  readonly private?: boolean;
  readonly name: string;
}

/** The package.json of the product and of each library that is published, which all have one version. */
function versionedManifests(root: string): string[] {
  const libraries = readdirSync(join(root, 'libs')).map((name) => `libs/${name}/package.json`);
  const published = libraries.filter(
    (path) => existsSync(join(root, path)) && read(root, path).private !== true,
  );
  return ['package.json', ...published];
}

/** Returns the version of the product. Throws when a published library has another one. */
export function versionOf(root: string): string {
  const { version } = read(root, 'package.json');
  if (version === undefined) throw new Error('package.json has no version');
  for (const path of versionedManifests(root)) {
    const other = read(root, path).version;
    if (other !== version)
      throw new Error(`${path} has version ${other ?? 'none'}, and the product has ${version}`);
  }
  return version;
}

/** Writes a version, which must be greater than the one before, into every package.json and package-lock.json. */
export function setVersion(root: string, version: string): void {
  const before = versionOf(root);
  if (!isGreater(version, before))
    throw new Error(`${version} is not a version after ${before}: the next one has the form 1.2.3`);
  const manifests = versionedManifests(root);
  for (const path of manifests) write(root, path, { ...read(root, path), version });
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    version: string;
    packages: Record<string, { version?: string }>;
  };
  lock.version = version;
  for (const path of manifests) {
    const known = lock.packages[path.replace(/\/?package\.json$/, '')];
    if (known) known.version = version;
  }
  write(root, 'package-lock.json', lock);
}

/** Compares semantic versions without labels: there are no pre-releases. */
function isGreater(version: string, before: string): boolean {
  const form = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
  const [next, last] = [form.exec(version), form.exec(before)];
  if (!next || !last) return false;
  const different = [1, 2, 3].find((i) => next[i] !== last[i]);
  return different !== undefined && Number(next[different]) > Number(last[different]);
}

function read(root: string, path: string): Manifest {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
}

function write(root: string, path: string, value: object): void {
  writeFileSync(join(root, path), `${JSON.stringify(value, null, 2)}\n`);
}
