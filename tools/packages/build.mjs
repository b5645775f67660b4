// `npm run packages` builds what is published to npm into dist/packages/<name>, ready for `npm publish`.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { declare } from './declare.mjs';

const root = join(import.meta.dirname, '../..');

/** The libraries that are published. */
export const published = ['contracts', 'client', 'events', 'widget'];

/** Files that every package gets from here, because npm adds none from parent folders. */
const common = ['LICENSE', 'CHANGELOG.md'];

for (const name of published) {
  const from = join(root, 'libs', name);
  const to = join(root, 'dist/packages', name);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'dist'), { recursive: true });
  for (const file of ['package.json', 'README.md']) cpSync(join(from, file), join(to, file));
  for (const file of common) cpSync(join(root, file), join(to, file));
  const { dependencies = {}, exports } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const external = Object.keys(dependencies);
  const folder = join(to, 'dist');
  // A package without code has types only.
  if (exports['.'].import.default)
    await bundle({ root, entry: join(from, 'src/index.ts'), folder, external });
  declare({ root, name, folder, external });
  process.stdout.write(`dist/packages/${name}\n`);
}
