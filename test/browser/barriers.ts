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

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Finds badges whose text is larger than they are, so that their border strikes it through. */
const struckThrough = `[...document.querySelectorAll('.fui-Badge')].flatMap((badge) => {
  const box = badge.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(badge);
  const text = range.getBoundingClientRect();
  const fits = text.top >= box.top - 1 && text.bottom <= box.bottom + 1 && text.right <= box.right + 1;
  return fits ? [] : ['badge: its text does not fit: ' + badge.textContent];
})`;

/** Waits for animations that end: meanwhile an element has the colours of neither state, or a closing dialog hides the page. */
const animationsOver = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished))
  .then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))`;

/**
 * Returns what axe finds in the page by WCAG 2.2 A and AA and its best practices, as `rule: element why`, and badges that
 * are too small for their text.
 */
export async function barriers(page: Page, look: Look = 'everything'): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source);
  await page.evaluate(animationsOver);
  const options = JSON.stringify({ ...looks[look], resultTypes: ['violations'], iframes: false });
  const found = await page.evaluate<Violation[]>(
    `axe.run(${JSON.stringify(place)}, ${options}).then(({ violations }) => violations)`,
  );
  return [
    ...found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    ),
    ...(await page.evaluate<string[]>(struckThrough)),
  ];
}
