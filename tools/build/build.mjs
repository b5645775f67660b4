// `npm run build`: compiles services and tools, and builds the pages and the API reference, into dist/. What has not changed
// since the last build is left alone, because every command of package.json that runs something builds first.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProduct, runNode } from './compile.mjs';
import { filesBelow, fingerprintOf, root } from './fingerprint.mjs';

const stamp = join(root, 'dist/.built');
const begun = join(root, 'dist/.begun');
const compiled = () => ['apps', 'libs', 'tools'].flatMap((folder) => filesBelow(join(root, 'dist', folder)));
const stampOf = (fingerprint) => `${fingerprint} ${compiled().length}`;

/** Whether something else has compiled into dist/ since, such as `nest start --watch`. */
function hasChangedSince(file) {
  const { mtimeMs } = statSync(file);
  return compiled().some((path) => statSync(path).mtimeMs > mtimeMs);
}

const sources = fingerprintOf(
  ['apps', 'libs', 'tools', '.swcrc', 'nest-cli.json', 'package.json', 'package-lock.json'],
  (name) => name.startsWith('/apps/web/') || name.includes('/node_modules/'),
);
// The number of files shows that some were deleted.
const isBuilt =
  existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(sources) && !hasChangedSince(stamp);
if (!isBuilt) {
  rmSync(stamp, { force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  // The clock of the files is that of their file system.
  writeFileSync(begun, '');
  const begunAt = statSync(begun).mtimeMs;
  compileProduct();
  // What no source makes any more, such as a renamed file.
  for (const path of compiled()) if (statSync(path).mtimeMs < begunAt) rmSync(path);
}
await import('../../apps/web/build.mjs');
if (!isBuilt) {
  runNode('dist/tools/reference/main.js');
  writeFileSync(stamp, stampOf(sources));
}
