import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this release, from the nearest package.json above this file that has one: libraries have none. */
export function readRelease(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const { version } = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { version?: string })
      : {};
    if (version !== undefined) return version;
  }
  return 'unknown';
}
