import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { theChromium } from './run/run-environment';

const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** `describe` for what needs a real browser: skipped, as the run has said, on a machine that has none. */
export function describeInBrowser(name: string, body: () => void): void {
  if (theChromium() === '') describe.skip(name, body);
  else describe(name, body);
}

/** One real Chromium for a file of tests. A context is a device of its own: storage, cookies, window. */
export function inABrowser(options: { withBackForwardCache?: boolean } = {}): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    // Playwright switches it off.
    const without = options.withBackForwardCache ? ['--disable-back-forward-cache'] : [];
    browser = await openBrowser(theChromium(), [], without);
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
export async function openBrowser(
  executablePath: string,
  more: readonly string[] = [],
  without: readonly string[] = [],
): Promise<Browser> {
  // Half a second to load, which tests without a browser do not pay.
  const { chromium } = await import('playwright-core');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath,
    args: [...flags, ...root, ...more],
    ignoreDefaultArgs: [...without],
  });
}

/** A device of a person: a window of its own that shares nothing with the others. */
export function device(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
}
