import axe from 'axe-core';
import type { BrowserContextOptions, Browser, Page } from 'playwright-core';
import { device } from '@rejoin/testing';

/** An administrator's window on the console. */
export interface Administration {
  readonly page: Page;
  /** What the browser complained of; refused requests aside, which the page answers with a sentence. */
  readonly complaints: readonly string[];
  signIn(login: string, password?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openAdministration(
  browser: Browser,
  url: string,
  { storage = {}, ...options }: BrowserContextOptions & { storage?: Record<string, string> } = {},
): Promise<Administration> {
  const context = await device(browser, { locale: 'en-GB', ...options });
  for (const [key, value] of Object.entries(storage)) {
    await context.addInitScript(`localStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(value)})`);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (line) => {
    const isRefusal = /^Failed to load resource/.test(line.text());
    if (['error', 'warning'].includes(line.type()) && !isRefusal) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}/admin/`);
  return {
    page,
    complaints,
    signIn: async (login, password = 'rejoin-demo') => {
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(password);
      await page.keyboard.press('Enter');
    },
    close: () => context.close(),
  };
}

/** What axe finds wrong with the page as it is now, in short. For a context that bypasses the page's policy. */
export async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    // Fluent keeps the focus inside dialogs with elements of its own that nobody sees or hears.
    (globalThis as unknown as { axe: typeof axe }).axe.run(
      { exclude: ['[data-tabster-dummy]'] },
      {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    ),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
