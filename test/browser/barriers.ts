import { source } from 'axe-core';
import type { Page } from 'playwright-core';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Colours need a look in each scheme and nothing else does; what is computed twice costs a run its minutes. */
const looks = {
  everything: { runOnly: wcag },
  colours: { runOnly: ['color-contrast'] },
  'all but colours': { runOnly: wcag, rules: { 'color-contrast': { enabled: false } } },
};
export type Look = keyof typeof looks;

/** Fluent's guards of the focus hand it on at once; nobody sees or hears them. Frames are pages of their own. */
const place = { exclude: [['[data-tabster-dummy]'], ['iframe']] };

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with a page as it is now, by WCAG 2.2 A and AA and good practice: `rule: element why`. */
export async function barriers(page: Page, look: Look = 'everything'): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source);
  const options = JSON.stringify({ ...looks[look], resultTypes: ['violations'], iframes: false });
  const found = await page.evaluate<Found[]>(
    `axe.run(${JSON.stringify(place)}, ${options}).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}
