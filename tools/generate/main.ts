import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { artifacts } from './artifacts';

// `npm run generate` writes what is generated from the contracts, and removes files that are no longer
// generated.
const root = process.cwd();
const files = artifacts(root);
rmSync(join(root, 'docs/generated'), { recursive: true, force: true });
for (const [path, content] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
process.stdout.write(`${files.size} files written\n`);
