import { ar as adminAr } from '../../apps/web/admin/src/words/ar';
import { de as adminDe } from '../../apps/web/admin/src/words/de';
import { en as adminEn } from '../../apps/web/admin/src/words/en';
import { fieldNames } from '../../apps/web/admin/src/words/fields';
import { problemSentences } from '../../apps/web/admin/src/words/problems';
import { pickCatalogues } from '../../apps/web/admin/src/words/pick-words';
import { webhookCatalogues } from '../../apps/web/admin/src/words/webhook-words';
import { agentListCatalogues } from '../../apps/web/desk/src/supervisor/words/agent-list-words';
import { ar as supervisorAr } from '../../apps/web/desk/src/supervisor/words/ar';
import { de as supervisorDe } from '../../apps/web/desk/src/supervisor/words/de';
import { en as supervisorEn } from '../../apps/web/desk/src/supervisor/words/en';
import { ar as deskAr } from '../../apps/web/desk/src/words/ar';
import { de as deskDe } from '../../apps/web/desk/src/words/de';
import { en as deskEn } from '../../apps/web/desk/src/words/en';
import { listCatalogues } from '../../apps/web/desk/src/words/list-words';
import { kitWords } from '../../apps/web/kit/kit-words';
import { refusalSentences } from '../../apps/web/kit/refusal-sentences';
import type { Catalogues } from '../../apps/web/kit/words';
import { ar as widgetAr } from '../../apps/web/widget/src/words/ar';
import { de as widgetDe } from '../../apps/web/widget/src/words/de';
import { en as widgetEn } from '../../apps/web/widget/src/words/en';

/** Every catalogue of texts that people read on a page. */
export const catalogues: Readonly<Record<string, Catalogues<object>>> = {
  widget: { en: widgetEn, de: widgetDe, ar: widgetAr },
  desk: { en: deskEn, de: deskDe, ar: deskAr },
  supervisor: { en: supervisorEn, de: supervisorDe, ar: supervisorAr },
  lists: listCatalogues,
  agentLists: agentListCatalogues,
  administration: { en: adminEn, de: adminDe, ar: adminAr },
  picks: pickCatalogues,
  webhooks: webhookCatalogues,
  fields: fieldNames,
  problems: problemSentences,
  kit: kitWords,
  refusals: refusalSentences,
};

/** A text and its path in the catalogue. The forms of a counted text share one path. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

export function textsOf(catalogue: object, path = ''): Text[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): Text[] => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [{ path: here, text: value }];
    if (typeof value === 'function') return counts.map((count) => ({ path: here, text: call(value, count) }));
    if (typeof value !== 'object' || value === null) return [];
    if (!('other' in value) || typeof value.other !== 'string' || !isPlural(value))
      return textsOf(value, here);
    return Object.values(value).map((text) => ({ path: here, text: String(text) }));
  });
}

/** The names of the placeholders in a text. Numbers that a plural form leaves out are no placeholders. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(/⟦\w+⟧|\{(?!count)\w+\}/g))].sort();
}

/** One count for each plural form of Arabic, which has the most forms. */
const counts = [0, 1, 2, 3, 11, 100];
const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];

function isPlural(value: object): boolean {
  return Object.keys(value).every((key) => forms.includes(key));
}

function call(text: object, count: number): string {
  const { length } = text as (...values: unknown[]) => string;
  const values = Array.from({ length }, (_, at) => standIn(`p${at}`, count));
  return (text as (...values: unknown[]) => string)(...values);
}

/** Replaces a text, a count or an object of texts, and shows its name where it is filled in. */
function standIn(name: string, count: number): unknown {
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? count : `⟦${name}⟧`);
        if (key === 'toLowerCase') return () => `⟦${name}⟧`;
        return `⟦${String(key)}⟧`;
      },
    },
  );
}
