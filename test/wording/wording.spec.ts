import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '@rejoin/contracts';
import { languages } from '../../apps/web/kit/words';
import { catalogues, compiled, declarationOf, textsOf } from '../../apps/web/words/catalogues';
import { forbidden, problemsOf } from './rules';
import { readableTexts } from './texts';

describe.each(catalogues.map((catalogue) => [catalogue.folder, catalogue] as const))(
  'the texts in apps/web/%s',
  (folder, catalogue) => {
    const paths = (language: string) =>
      new Set(readableTexts(textsOf(catalogue, language), language).map(({ path }) => path));

    it.each(languages)('have in %s the keys, parameters and plural forms that they need', (language) => {
      expect(() => compiled(catalogue, language)).not.toThrow();
      expect([...paths(language)].sort()).toEqual([...paths('en')].sort());
    });

    it.each(languages)('follow the rules of wording in %s', (language) => {
      const wrong = readableTexts(textsOf(catalogue, language), language).flatMap(({ path, text }) =>
        problemsOf(text, language).map((problem) => `${path}: ${problem}: ${text}`),
      );
      expect([...new Set(wrong)]).toEqual([]);
    });

    it('are Arabic in Arabic, addresses and signs aside', () => {
      const foreign = readableTexts(textsOf(catalogue, 'ar'), 'ar').filter(
        ({ text }) =>
          !/\p{Script=Arabic}/u.test(text) && /\p{L}/u.test(text.replaceAll(/⟦\w+⟧|https:\S+/g, '')),
      );
      expect(foreign).toEqual([]);
    });

    it('have the type that `npm run words` makes of the English ones', () => {
      const file = join(__dirname, '../../apps/web', folder, 'catalogue.ts');
      expect(readFileSync(file, 'utf8')).toBe(declarationOf(catalogue));
    });
  },
);

describe('the texts outside the catalogues', () => {
  // Integrators read the titles of refusals in terminals and logs, where a straight apostrophe is usual.
  it.each(Object.entries(refusals))('follow the rules of wording: %s', (_, sentence) => {
    expect(problemsOf(sentence.replaceAll("'", '’'), 'en')).toEqual([]);
  });

  it.each(['tour.ts', 'controls.ts', 'sentences.ts', 'badge.tsx', 'wire.tsx', 'events.tsx', '../shop.html'])(
    'contain no forbidden term in the demo: %s',
    (file) => {
      const source = readFileSync(join(__dirname, '../../apps/web/portal/src', file), 'utf8');
      const shown = source.match(/(?<==> |: |\? |\()(['`])[A-Z].*?\1|>[^<>{}]+</g) ?? [];
      const wrong = shown.flatMap((text) =>
        problemsOf(text, 'en').filter((problem) => problem.startsWith('says')),
      );
      expect(wrong).toEqual([]);
    },
  );
});

describe('the rules of wording', () => {
  it('read their forbidden terms from the glossary', () => {
    expect(forbidden.length).toBeGreaterThan(20);
    expect(problemsOf(`The ${String(forbidden[0])} here`, 'en')).not.toEqual([]);
  });

  it.each([
    ['en', 'Please wait', 'begs'],
    ['en', 'Sign In', 'is not in sentence case'],
    ['en', "You can't", 'has a straight quote'],
    ['en', 'Loading...', 'has three dots'],
    ['en', 'Done ', 'has spaces at its ends'],
    ['en', 'Hello!', 'exclaims'],
    ['de', '“Aus” ist gewählt', 'has a dash or quotes of English'],
    ['ar', 'نعم, لا', 'has Latin punctuation'],
  ] as const)('find in %s: %s', (language, text, problem) => {
    expect(problemsOf(text, language)).toContain(problem);
  });

  it('accept a correct text', () => {
    expect(problemsOf('You’re available. New chats will be assigned to you.', 'en')).toEqual([]);
  });
});
