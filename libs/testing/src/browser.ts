import type { Browser, BrowserContext, BrowserContextOptions, BrowserServer } from 'playwright-core';
import { theBrowser } from './run/run-environment';

const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** `describe` for what needs a real browser: skipped, as the run has said, on a machine that has none. */
export function describeInBrowser(name: string, body: () => void): void {
  if (theBrowser() === '') describe.skip(name, body);
  else describe(name, body);
}

/** The real Chromium of the run. A context is a device of its own: storage, cookies, window. */
export function inABrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await (await chromium()).connect(theBrowser());
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('the browser is not open yet');
    return browser;
  };
}

/** Starts Chromium, hidden, with an empty profile. As root it runs without its sandbox. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return (await chromium()).launch(launch(executablePath));
}

/** The same, for many processes at once. Each closes the devices that it has opened when it leaves. */
export async function serveBrowser(executablePath: string): Promise<BrowserServer> {
  return (await chromium()).launchServer(launch(executablePath));
}

/** A device of a person: a window of its own that shares nothing with the others. */
export function device(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
}

/** Half a second to load, which tests without a browser do not pay. */
async function chromium() {
  return (await import('playwright-core')).chromium;
}

function launch(executablePath: string) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Playwright switches the back/forward cache off; people have it.
  return {
    executablePath,
    args: [...flags, ...root],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  };
}
