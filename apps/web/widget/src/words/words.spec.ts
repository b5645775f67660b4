import { refusals, SystemCode } from '@rejoin/contracts';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { spokenLocale, wordsFor } from './words';

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence by its path. Of counted ones only `other`, because the other forms depend on the language. */
function sentences(words: Tree, path = ''): Map<string, string> {
  const all = Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[path + key, value]];
    if (typeof value['other'] === 'string') return [[path + key, value['other']]];
    return [...sentences(value, `${path}${key}.`)];
  });
  return new Map(all);
}

const placeholders = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();
const english = sentences(en);

describe('the words of the widget', () => {
  describe.each([
    ['de', de],
    ['ar', ar],
  ])('in %s', (locale, words) => {
    const spoken = sentences(words);

    it('contain every English text, and nothing else', () => {
      expect([...spoken.keys()].sort()).toEqual([...english.keys()].sort());
    });

    it.each([...english])('have the same placeholders as English in "%s"', (key, sentence) => {
      expect(placeholders(spoken.get(key) ?? '')).toEqual(placeholders(sentence));
    });

    it('have a form for each count that the language distinguishes', () => {
      const forms = new Set([1, 2, 3, 11, 100].map((count) => new Intl.PluralRules(locale).select(count)));
      for (const counted of Object.values(words).filter((value) => typeof value === 'object')) {
        if ('other' in counted) expect(Object.keys(counted)).toEqual(expect.arrayContaining([...forms]));
      }
    });

    it('are fetched for a locale of the language', async () => {
      expect(await wordsFor(`${locale}-XX`)).toBe(words);
    });
  });

  it('have a sentence for every code of a system entry', () => {
    for (const code of SystemCode.options) expect(english.has(`entries.${code}`)).toBe(true);
  });

  it('have sentences only for refusals that exist', () => {
    const { unexpected: _unexpected, ...named } = en.refusals;
    expect(Object.keys(refusals)).toEqual(expect.arrayContaining(Object.keys(named)));
  });

  it('are English for an unsupported language', async () => {
    expect(spokenLocale('fi-FI')).toBe('en');
    expect(await wordsFor('en')).toBe(en);
    expect(spokenLocale('de-AT')).toBe('de-AT');
    expect(spokenLocale('de-12')).toBe('de');
  });
});
