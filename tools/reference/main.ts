import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referencePages } from './pages';

// Part of `npm run build`: writes the API reference beside the pages that services serve.
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const folder = 'dist/web/reference';
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of referencePages(version)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
