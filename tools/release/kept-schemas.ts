import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const schemas = 'docs/generated/schemas';

/** Writes the schemas of all facts into one file of this version, with which the schemas of later releases are compared. */
export function keepSchemas(root: string, version: string): void {
  const folder = join(root, schemas);
  const kept = readdirSync(folder)
    .sort()
    .map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    ]);
  const file = join(root, `tools/generate/released/facts-${version}.json`);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}
