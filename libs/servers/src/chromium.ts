import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { installKnownPackage, installPackage, whyNotInstallable } from './debian-package';

/** Chromium without windows. It needs a third of the processor time for a new device, and starts it twice as fast. */
const shell = 'chromium-headless-shell';
const names = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a browser, or why none was found, as a sentence for a person. */
export type FoundChromium = { readonly path: string } | { readonly missing: string };

/**
 * Finds Chromium: first REJOIN_CHROMIUM, then the PATH, the headless shell before others. As root on Debian or Ubuntu it
 * installs the package, because Chromium needs about a hundred system libraries and cannot be unpacked beside the project.
 */
export async function findChromium(
  report: (progress: string) => void = () => undefined,
): Promise<FoundChromium> {
  const named = process.env['REJOIN_CHROMIUM'];
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: `REJOIN_CHROMIUM=${named}: no such file` };
  }
  const found = onPath();
  if (found !== undefined && (basename(found) === shell || whyNotInstallable() !== undefined))
    return { path: found };
  if (whyNotInstallable() === undefined)
    report(`installing ${shell} with apt-get, for the tests in a browser ...`);
  const failure = await (found === undefined ? installPackage(shell) : installKnownPackage(shell));
  if (failure !== '' && found === undefined) await installPackage('chromium');
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

/** Whether the browser starts. On Ubuntu, /usr/bin/chromium-browser may only print that Chromium is not installed. */
function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /\d+\.\d+/.test(stdout);
}
