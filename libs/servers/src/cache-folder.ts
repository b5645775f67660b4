import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloaded and copied programs are kept between runs. Root's lies where every user may enter, because
 * Postgres refuses to run as root and is started from there as somebody else.
 */
export function cacheFolder(): string {
  const { uid } = userInfo();
  const wanted =
    uid === 0
      ? '/var/cache/rejoin'
      : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rejoin');
  for (const folder of [wanted, join(tmpdir(), `rejoin-cache-${uid}`)]) {
    if (makeWritable(folder)) return folder;
  }
  throw new Error(`neither ${wanted} nor ${tmpdir()} can be written to`);
}

function makeWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
