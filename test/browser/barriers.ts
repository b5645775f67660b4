import { source } from 'axe-core';
import type { Page } from 'playwright-core';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Only colours need a check in each colour scheme. Repeating the other checks would cost a run minutes. */
const looks = {
  everything: { runOnly: wcag },
  colours: { runOnly: ['color-contrast'] },
  'all but colours': { runOnly: wcag, rules: { 'color-contrast': { enabled: false } } },
};
export type Look = keyof typeof looks;

/** Fluent's focus guards pass the focus on at once and are invisible to users. Frames are separate pages. */
const place = { exclude: [['[data-tabster-dummy]'], ['iframe']] };

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Returns what axe finds in the page by WCAG 2.2 A and AA and its best practices, as `rule: element why`. */
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
