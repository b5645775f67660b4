import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';

const origin = 'http://widget.test';

/** As strict as a careful portal: the widget needs nothing that this policy forbids. */
const policy =
  "default-src 'none'; script-src 'self'; img-src data:; base-uri 'none'; require-trusted-types-for 'script'";

/** Content beside the widget, so that the focus has a place to come from. */
const portal = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>A shop</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script></head>
<body><main><h1>A shop</h1><p><button>Search</button></p></main></body></html>`;

/** Builds the page of test/browser/widget-states, which shows every state of the widget without a server. */
export async function buildWidgetStates(root: string): Promise<string> {
  await promisify(execFile)(process.execPath, [join(root, 'test/browser/widget-states/build.mjs')]);
  return join(root, 'dist/widget-states');
}

/** Opens the page on a device. Its `states` are available through `evaluate`. */
export async function openWidgetStates(context: BrowserContext, folder: string): Promise<Page> {
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const headers = { 'content-security-policy': policy };
    if (pathname === '/') return route.fulfill({ headers, contentType: 'text/html', body: portal });
    const body = await readFile(join(folder, basename(pathname)));
    return route.fulfill({ headers, contentType: 'text/javascript', body });
  });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.waitForFunction('"states" in globalThis');
  return page;
}

/** Shows a state and waits until it is drawn in its language. */
export async function showState(
  page: Page,
  state: string,
  locale = 'en',
  change: object = {},
): Promise<void> {
  await page.evaluate(
    `states.show(${JSON.stringify(state)}, ${JSON.stringify(locale)}, ${JSON.stringify(change)})`,
  );
  await page.locator(`rejoin-chat .rejoin[lang="${locale}"] .launcher`).waitFor({ state: 'attached' });
  await page.evaluate('states.settled()');
}
