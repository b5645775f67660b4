import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloaded and copied programs are kept between runs. Root's lies where every user may enter, because
 * Postgres refuses to run as root and is started from there as somebody else.
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

/** Programs are run from it, so a folder that somebody else made there is not taken. */
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
