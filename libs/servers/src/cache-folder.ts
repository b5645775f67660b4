import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns the folder that keeps downloaded and copied programs between runs. For root, every user may enter it, because
 * Postgres refuses to run as root and is started from it as another user.
 */
export function cacheFolder(): string {
  const wanted =
    process.getuid?.() === 0
      ? '/var/cache/rejoin'
      : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rejoin');
  for (const folder of [wanted, join(tmpdir(), `rejoin-cache-${process.getuid?.() ?? 'user'}`)]) {
    if (makeOurs(folder)) return folder;
  }
  throw new Error(`neither ${wanted} nor ${tmpdir()} can be written to`);
}

/** Creates the folder. A folder of another user is rejected, because programs are run from it. */
function makeOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    if (process.getuid !== undefined && statSync(folder).uid !== process.getuid()) return false;
    chmodSync(folder, 0o755);
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
