import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

interface Manifest {
  version?: string;
  devDependencies?: unknown;
  dev?: boolean;
}

/** What ships in no image and in no package. */
const notShipped = ['test', 'docs/examples'];

/**
 * Returns a software bill of materials (CycloneDX, JSON) of everything that runs in production, made by npm from the lockfile.
 *
 * npm reads copies of the manifests, for two reasons: it makes none for workspaces without a version, and `--omit=dev`
 * also leaves out packages that run in production when anything needs them for development too.
 */
export async function billOfMaterials(root: string, version: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-sbom-'));
  try {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Manifest>;
    };
    const workspaces = Object.keys(lock.packages).filter((path) => !path.includes('node_modules'));
    const shipped = workspaces.filter((path) => !notShipped.includes(path));
    for (const path of workspaces) {
      const manifest = readJson<Manifest>(join(root, path, 'package.json'));
      const production = withoutDevelopment(manifest, version, shipped.includes(path));
      writeJson(join(folder, path, 'package.json'), production);
      const locked = lock.packages[path];
      if (locked) lock.packages[path] = withoutDevelopment(locked, version, shipped.includes(path));
    }
    lock.packages = Object.fromEntries(Object.entries(lock.packages).filter(([, { dev }]) => dev !== true));
    writeJson(join(folder, 'package-lock.json'), lock);
    const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    return `${JSON.stringify(named(JSON.parse(stdout) as Bill, version), null, 2)}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withoutDevelopment(manifest: Manifest, version: string, isShipped: boolean): Manifest {
  const { devDependencies: _, ...rest } = manifest;
  return { ...rest, version, ...(isShipped ? {} : { dependencies: {} }) };
}

interface Bill {
  readonly metadata: { readonly component: object };
}

/** npm names the bill after the folder. */
function named(bill: Bill, version: string): Bill {
  const component = { ...bill.metadata.component, name: 'rejoin', version };
  return { ...bill, metadata: { ...bill.metadata, component } };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function writeJson(file: string, value: object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}
