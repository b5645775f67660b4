// `npm run packages` builds what is published to npm into dist/packages/<name>, ready for `npm publish`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { declare } from './declare.mjs';

const root = join(import.meta.dirname, '../..');
/** Another folder can be given, below dist or not. */
const out = resolve(process.argv[2] ?? join(root, 'dist/packages'));
// Types are made in a folder below the root, where the packages are found from which they come.
mkdirSync(join(root, 'dist/packages'), { recursive: true });

/** Files that every package gets from here, because npm adds none from parent folders. */
const common = ['LICENSE', 'CHANGELOG.md'];

for (const name of readdirSync(join(root, 'libs'))) {
  // A library is published unless its package.json says that it is private.
  const { devDependencies: _, ...manifest } = JSON.parse(
    readFileSync(join(root, 'libs', name, 'package.json'), 'utf8'),
  );
  if (manifest.private) continue;
  const from = join(root, 'libs', name);
  const to = join(out, name);
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
  process.stdout.write(`${relative(root, to)}\n`);
}
