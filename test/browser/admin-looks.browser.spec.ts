import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { AdminStage } from '../../tools/screenshots/admin-stage';
import { adminStates } from '../../tools/screenshots/admin-states';
import { barriers, type Look } from './barriers';

/** Finds elements that are wider than their space, except for the tabs, which scroll. */
const tooWide = `[document.documentElement, ...document.querySelectorAll('main, [role=dialog], [role=dialog] *')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.closest('[role=tablist]'))
  .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
  .map((one) => one.tagName + ' is wider than there is room')`;

/** Finds dates with times in tables that take more than one line. */
const brokenDates = `[...document.querySelectorAll('td, [role=cell]')]
  .filter((one) => /\\d{4}.*\\d:\\d\\d/.test(one.textContent))
  .filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  })
  .map((one) => one.textContent)`;

/** Finds titles of columns that reach into the next column. */
const wideTitles = `[...document.querySelectorAll('th')]
  .filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect().right > one.getBoundingClientRect().right + 1;
  })
  .map((one) => one.textContent)`;

/** Disables transitions, so that colours are not measured while they change. */
const withoutTransitions = `(() => {
  if (document.adoptedStyleSheets.length > 0) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets = [sheet];
})()`;

/** Together these states contain every element with a colour of its own. */
const colourful = [
  'sign-in',
  'home',
  'workstream',
  'authentication',
  'code',
  'conflict',
  'quick-reply',
  'add-widget-code',
  'accounts',
  'password',
  'history',
  'home-empty',
];

// The walk visits thirty pages and dialogs and checks each of them completely.
jest.setTimeout(150_000);

describeInBrowser('every page and dialog of the administration', () => {
  const browser = inABrowser();

  /** Walks through all states in one visit, without a reload. Returns the findings of each. */
  async function walk(
    options: BrowserContextOptions,
    wrong: (page: Page, state: string) => Promise<string[]>,
  ): Promise<Record<string, string[]>> {
    const context = await device(browser(), options);
    const stage = await AdminStage.open(context, process.cwd());
    const complaints: string[] = [];
    stage.page.on('console', (line) => {
      const isRefusal = /^Failed to load resource/.test(line.text());
      if (['error', 'warning'].includes(line.type()) && !isRefusal) complaints.push(line.text());
    });
    stage.page.on('pageerror', (error) => complaints.push(error.message));
    const found: Record<string, string[]> = {};
    for (const [state, show] of adminStates(stage)) {
      await show();
      const all = await wrong(stage.page, state);
      if (all.length > 0) found[state] = all;
    }
    await context.close();
    expect(complaints).toEqual([]);
    return found;
  }

  it.each<[string, Look, BrowserContextOptions]>([
    ['light', 'everything', {}],
    ['dark', 'colours', { colorScheme: 'dark' }],
    ['where the system forces its colours', 'everything', { forcedColors: 'active' }],
  ])('has no accessibility barrier: %s', async (_, look, options) => {
    const found = await walk(options, async (page, state) => {
      if (look === 'colours' && !colourful.includes(state)) return [];
      await page.evaluate(withoutTransitions);
      return barriers(page, look);
    });
    expect(found).toEqual({});
  });

  it.each([
    ['a phone, from right to left', { viewport: { width: 390, height: 844 }, locale: 'ar' }],
    [
      'a zoom of 200 %, in German',
      { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, locale: 'de' },
    ],
  ])('fits %s, without a barrier', async (_, options) => {
    const found = await walk(options, async (page) => {
      const isTurned = await page.evaluate<boolean>(`document.documentElement.dir === 'rtl'`);
      return [
        ...(await page.evaluate<string[]>(tooWide)),
        ...(await barriers(page, 'all but colours')),
        ...(isTurned === (options.locale === 'ar') ? [] : ['reads in the wrong direction']),
      ];
    });
    expect(found).toEqual({});
  });

  it.each(['en', 'de'])(
    'writes each date of a list on one line, and titles in their columns, in %s',
    async (locale) => {
      const dates: string[] = [];
      const found = await walk({ viewport: { width: 1280, height: 800 }, locale }, async (page, state) => {
        if (!['agents', 'workstreams'].includes(state)) return [];
        dates.push(...(await page.getByRole('cell', { name: /2026.*:\d\d/ }).allInnerTexts()));
        return [
          ...(await page.evaluate<string[]>(brokenDates)),
          ...(await page.evaluate<string[]>(wideTitles)),
        ];
      });
      expect(dates.length).toBeGreaterThan(1);
      expect(found).toEqual({});
    },
  );
});
