import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '@rejoin/contracts';
import { languages } from '../../apps/web/kit/words';
import { catalogues, placeholdersIn, textsOf } from './catalogues';
import { forbidden, problemsOf } from './rules';

describe.each(Object.entries(catalogues))('the texts of %s', (_, { en, de, ar }) => {
  const texts = { en: textsOf(en), de: textsOf(de), ar: textsOf(ar) };
  const paths = (language: keyof typeof texts) =>
    [...new Set(texts[language].map(({ path }) => path))].sort();
  const filledIn = (language: keyof typeof texts) =>
    paths(language).map((path) => {
      const all = texts[language].filter((text) => text.path === path);
      return [path, placeholdersIn(all.map(({ text }) => text).join(' '))];
    });

  it.each(['de', 'ar'] as const)('have in %s the keys and the placeholders of English', (language) => {
    expect(paths(language)).toEqual(paths('en'));
    expect(filledIn(language)).toEqual(filledIn('en'));
  });

  it.each(languages)('follow the rules of wording in %s', (language) => {
    const wrong = texts[language].flatMap(({ path, text }) =>
      problemsOf(text, language).map((problem) => `${path}: ${problem}: ${text}`),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });
});

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
