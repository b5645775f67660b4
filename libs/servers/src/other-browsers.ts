import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage, whyNotInstallable } from './debian-package';

/** The paths of Firefox, and of WebKit's driver with its browser and the virtual display that it needs. */
export interface OtherBrowsers {
  readonly firefox: string;
  readonly webKit: { readonly driver: string; readonly browser: string; readonly display: string };
}

type Say = (progress: string) => void;

/**
 * Finds the browsers besides Chromium in which the widget is tested. As root on Debian or Ubuntu it installs their packages.
 * `missing` has a sentence for each browser that was not found.
 */
export async function findOtherBrowsers(
  report: Say = () => undefined,
): Promise<Partial<OtherBrowsers> & { readonly missing: readonly string[] }> {
  const missing: string[] = [];
  const program = async (packaged: string, find: () => string | undefined): Promise<string> => {
    const found = find();
    if (found !== undefined) return found;
    if (whyNotInstallable() === undefined)
      report(`installing ${packaged} with apt-get, for the tests in a browser ...`);
    const failure = await installPackage(packaged);
    const installed = find();
    if (installed === undefined)
      missing.push(`${packaged} was not found (${failure}); apt-get install ${packaged}`);
    return installed ?? '';
  };
  const firefox = await program('firefox-esr', () => onPath('firefox-esr'));
  const driver = await program('webkit2gtk-driver', () => onPath('WebKitWebDriver'));
  const display = await program('xvfb', () => onPath('Xvfb'));
  // The browser is part of the library that the driver depends on, in a folder named after the processor.
  const browser = miniBrowser() ?? '';
  if (driver && !browser) missing.push('MiniBrowser was not found, which comes with libwebkit2gtk');
  return {
    missing,
    ...(firefox && { firefox }),
    ...(driver && display && browser && { webKit: { driver, browser, display } }),
  };
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function miniBrowser(): string | undefined {
  const processor = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string] ?? process.arch;
  return ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']
    .map((library) => `/usr/lib/${processor}-linux-gnu/${library}/MiniBrowser`)
    .find((path) => existsSync(path));
}
