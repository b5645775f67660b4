import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Returns a hash of the names and contents of these files and of the files in these folders, of which none is a spec. Paths
 * are relative to the root of the repository, and a path without a dot in its name is a folder.
 */
export function fingerprintOf(paths, isOther = () => false) {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) =>
    path.includes('.') ? [join(root, path)] : filesBelow(join(root, path)),
  );
  for (const file of files.sort()) {
    const name = file.slice(root.length);
    if (/\.spec\.tsx?$/.test(file) || isOther(name)) continue;
    hash.update(name).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
