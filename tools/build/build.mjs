// `npm run build`: compiles services and tools, and builds the pages and the API reference, into dist/. What has not changed
// since the last build is left alone, because every command of package.json that runs something builds first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, fingerprintOf, root } from './fingerprint.mjs';

const stamp = join(root, 'dist/.built');
const swc = [
  'node_modules/@swc/cli/bin/swc.js',
  'apps',
  'libs',
  'tools',
  '-d',
  'dist',
  '--config-file',
  '.swcrc',
];

function run(...program) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const compiled = () => ['apps', 'libs', 'tools'].flatMap((folder) => filesBelow(join(root, 'dist', folder)));
const stampOf = (fingerprint) => `${fingerprint} ${compiled().length}`;

/** Whether something else has compiled into dist/ since, such as `nest start --watch`. */
function hasChangedSince(file) {
  const { mtimeMs } = statSync(file);
  return compiled().some((path) => statSync(path).mtimeMs > mtimeMs);
}

const sources = fingerprintOf(
  ['apps', 'libs', 'tools', '.swcrc', 'package.json', 'package-lock.json'],
  (name) => name.startsWith('/apps/web/') || name.includes('/node_modules/'),
);
// The number of files shows that some were deleted.
const isBuilt =
  existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(sources) && !hasChangedSince(stamp);
if (!isBuilt) {
  rmSync(stamp, { force: true });
  run(...swc, '--ignore', '**/*.spec.ts,apps/web/**,tools/build/**', '--quiet');
}
await import('../../apps/web/build.mjs');
if (!isBuilt) {
  run('dist/tools/reference/main.js');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, stampOf(sources));
}
