import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { installKnownPackage, installPackage, whyNotInstallable } from './debian-package';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const headlessShell = 'chromium-headless-shell';
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a browser, or why none was found, as a sentence for a person. */
export type FoundChromium = { readonly path: string } | { readonly missing: string };

/**
 * Finds Chromium: first REJOIN_CHROMIUM, then the PATH. As root on Debian or Ubuntu it installs the package, because
 * Chromium needs about a hundred system libraries and cannot be unpacked beside the project.
 */
export async function findChromium(
  report: (progress: string) => void = () => undefined,
): Promise<FoundChromium> {
  const named = process.env['REJOIN_CHROMIUM'];
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: `REJOIN_CHROMIUM=${named}: no such file` };
  }
  const found = onPath([...names, macOs]);
  if (found !== undefined) return { path: found };
  if (whyNotInstallable() === undefined)
    report('installing chromium with apt-get, for the tests in a browser ...');
  const failure = await installPackage('chromium');
  const installed = onPath(names);
  if (installed !== undefined) return { path: installed };
  return {
    missing: `no Chromium was found (${failure}). Install it, for example: apt-get install chromium; or name one: REJOIN_CHROMIUM=/path/to/chromium`,
  };
}

/**
 * Finds the headless shell of Chromium. It needs a third of the processor time of a whole Chromium for a new device, and
 * has no back/forward cache. As root on Debian it installs the package. Undefined if there is none, or REJOIN_CHROMIUM
 * names a browser.
 */
export async function findHeadlessShell(
  report: (progress: string) => void = () => undefined,
): Promise<string | undefined> {
  if (process.env['REJOIN_CHROMIUM'] !== undefined) return undefined;
  const found = onPath([headlessShell]);
  if (found !== undefined || whyNotInstallable() !== undefined) return found;
  report(`installing ${headlessShell} with apt-get, for the tests in a browser ...`);
  await installKnownPackage(headlessShell);
  return onPath([headlessShell]);
}

function onPath(names: readonly string[]): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => resolve(folder, name)));
  return candidates.find((path) => existsSync(path) && runs(path));
}

/** Whether the browser starts. On Ubuntu, /usr/bin/chromium-browser may only print that Chromium is not installed. */
function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /\d+\.\d+/.test(stdout);
}
