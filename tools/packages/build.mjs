// `npm run packages` builds what is published to npm into dist/packages/<name>, ready for `npm publish`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { declare } from './declare.mjs';

const root = join(import.meta.dirname, '../..');

/** Files that every package gets from here, because npm adds none from parent folders. */
const common = ['LICENSE', 'CHANGELOG.md'];

for (const name of readdirSync(join(root, 'libs'))) {
  // A library is published unless its package.json says that it is private.
  const { devDependencies: _, ...manifest } = JSON.parse(
    readFileSync(join(root, 'libs', name, 'package.json'), 'utf8'),
  );
  if (manifest.private) continue;
  const from = join(root, 'libs', name);
  const to = join(root, 'dist/packages', name);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'dist'), { recursive: true });
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(join(from, 'README.md'), join(to, 'README.md'));
  for (const file of common) cpSync(join(root, file), join(to, file));
  const { dependencies = {}, exports } = manifest;
  const external = Object.keys(dependencies);
  const folder = join(to, 'dist');
  // A package without code has types only.
  if (exports['.'].import.default)
    await bundle({ root, entry: join(from, 'src/index.ts'), folder, external });
  declare({ root, name, folder, external });
  process.stdout.write(`dist/packages/${name}\n`);
}
