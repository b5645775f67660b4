import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, BrowserServer } from 'playwright-core';
import { theBrowser, theWholeChromium } from './run/run-environment';

const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A `describe` for tests that need a real browser. It is skipped on a machine without one, which the run reports. */
export function describeInBrowser(name: string, body: () => void): void {
  if (theBrowser() === '') describe.skip(name, body);
  else describe(name, body);
}

/**
 * Returns the Chromium of the run, which may be a headless shell. Each context is a separate device with its own storage,
 * cookies and window. `whole` starts a whole Chromium, which also has a back/forward cache.
 */
export function inABrowser({ whole = false } = {}): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = whole ? await openBrowser(theWholeChromium()) : await (await chromium()).connect(theBrowser());
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('the browser is not open yet');
    return browser;
  };
}

/** Starts headless Chromium with an empty profile. As root it runs without its sandbox. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return (await chromium()).launch(launch(executablePath));
}

/** Starts headless Chromium for many processes. Each process closes the contexts that it has opened. */
export async function serveBrowser(executablePath: string): Promise<BrowserServer> {
  return (await chromium()).launchServer(launch(executablePath));
}

/** Opens a context that acts as a separate device of a person. */
export function device(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
}

/** Loads Playwright on demand, because it takes half a second that tests without a browser do not need. */
async function chromium() {
  return (await import('playwright-core')).chromium;
}

function launch(executablePath: string) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Playwright disables the back/forward cache, but real browsers use it.
  return {
    executablePath,
    args: [...flags, ...root],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  };
}

/**
 * Opens a page in a whole Chromium that nobody drives, with an empty profile: a page that DevTools are attached to loads
 * no other page in advance.
 */
export function openUndriven(url: string): { close(): Promise<void> } {
  const profile = mkdtempSync(join(tmpdir(), 'rejoin-browser-'));
  const { executablePath, args } = launch(theWholeChromium());
  // This flag keeps Chromium from loading pages in advance.
  const flags = args.filter((flag) => flag !== '--disable-background-networking');
  const browser = spawn(executablePath, ['--headless=new', `--user-data-dir=${profile}`, ...flags, url], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(browser, 'exit');
  return {
    close: async () => {
      // All of its processes write into the profile.
      process.kill(-browser.pid!, 'SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
