import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage, whyNotInstallable } from './debian-package';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** A browser that was found; or why there is none, in sentences for a person. */
export type FoundChromium = { readonly path: string } | { readonly missing: string };

/**
 * Finds Chromium: REJOIN_CHROMIUM, then the PATH; as root on Debian or Ubuntu it installs the package. Unlike
 * nats-server it cannot be unpacked beside the project: it needs some hundred libraries of the system.
 */
export async function findChromium(
  say: (progress: string) => void = () => undefined,
): Promise<FoundChromium> {
  const named = process.env['REJOIN_CHROMIUM'];
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: `REJOIN_CHROMIUM=${named}: no such file` };
  }
  const found = onPath();
  if (found !== undefined) return { path: found };
  if (whyNotInstallable() === undefined)
    say('installing chromium with apt-get, for the tests in a browser ...');
  const failure = await installPackage('chromium');
  const installed = onPath();
  if (installed !== undefined) return { path: installed };
  return {
    missing: `no Chromium was found (${failure}). Install it, for example: apt-get install chromium; or name one: REJOIN_CHROMIUM=/path/to/chromium`,
  };
}

function onPath(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, macOs].find((path) => existsSync(path) && runs(path));
}

/** Ubuntu has a /usr/bin/chromium-browser that only says that there is none. */
function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /\d+\.\d+/.test(stdout);
}
