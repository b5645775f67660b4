import { refusalNames } from '@rejoin/contracts';
import { formatsOf } from './formats';
import { kitWords } from './kit-words';
import { refusalSentences } from './refusal-sentences';
import { sentenceFor } from './sentence-for';
import { asksForHelp, shortcutFor } from './shortcut';
import { languages, localeOf, plural, preferredLanguage, wordsIn } from './words';

describe('the words of the kit', () => {
  it.each([
    ['kit', kitWords],
    ['refusals', refusalSentences],
  ])('are complete in every language: %s', (_, catalogues) => {
    const english = wordsIn(catalogues.en);
    for (const language of languages) {
      const words = wordsIn(catalogues[language]);
      expect([...words.keys()]).toEqual([...english.keys()]);
      expect([...words.values()].filter((word) => word.trim() === '')).toEqual([]);
    }
  });

  it('have a sentence for every refusal', () => {
    expect(Object.keys(refusalSentences.en)).toEqual(expect.arrayContaining(refusalNames));
  });

  it('are dated as in the region of the browser', () => {
    const may = '2026-05-03T09:00:00Z';
    const date = (locale: string) => formatsOf(locale).dateTime(may);
    expect(localeOf('en', ['en-GB', 'en'])).toBe('en-GB');
    expect(date('en-GB')).toContain('3 May 2026');
    expect(date(localeOf('en', ['en-US']))).toContain('May 3, 2026');
    expect(localeOf('de', ['en-GB', 'de-AT'])).toBe('de-AT');
    expect(localeOf('en', ['en', 'de-CH'])).toBe('en');
  });

  it('take the region of another language where the reader has chosen one that the browser does not ask for', () => {
    expect(localeOf('en', ['de-CH'])).toBe('en-CH');
    expect(localeOf('ar', ['xx-not-a-tag-at-all!', 'fr'])).toBe('ar');
  });

  it('follow what was chosen, then the browser, then English', () => {
    expect(preferredLanguage('ar', ['de-DE'])).toBe('ar');
    expect(preferredLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage('xx', ['fr'])).toBe('en');
  });

  it('have the form that a number needs', () => {
    const forms = { one: '# chat', two: 'two chats', other: '# chats' };
    expect([1, 2, 1000].map((count) => plural('en', count, forms))).toEqual([
      '1 chat',
      '2 chats',
      '1,000 chats',
    ]);
    expect(plural('ar', 2, forms)).toBe('two chats');
  });
});

describe('the sentence for an error', () => {
  const noon = new Date(2026, 2, 1, 12, 0, 30);
  const named = (name: string, more: object = {}) => Object.assign(new Error('no'), { name, ...more });

  it('is that of its name, and one that helps for whatever else was thrown', () => {
    const { unknown } = refusalSentences.en;
    expect(sentenceFor(named('line-lost'), 'en')).toBe(refusalSentences.en['line-lost']);
    for (const thrown of ['toString', 'constructor', '__proto__', 'TypeError'].map((name) => named(name)))
      expect(sentenceFor(thrown, 'en')).toBe(unknown);
    expect(sentenceFor('a text', 'en')).toBe(unknown);
  });

  it('says of too many attempts from when on they are allowed again, by the clock of the reader', () => {
    const locked = named('too-many', { retryAfterSeconds: 270 });
    expect(sentenceFor(locked, 'en', noon)).toMatch(/12:05/);
    expect(sentenceFor(locked, 'de', noon)).toMatch(/12:05 Uhr/);
    expect(sentenceFor(locked, 'ar', noon)).not.toBe(refusalSentences.ar['too-many']);
  });

  it('says nothing of the clock when a moment is enough, or nobody said how long', () => {
    for (const retryAfterSeconds of [1, null, undefined])
      expect(sentenceFor(named('too-many', { retryAfterSeconds }), 'en', noon)).toBe(
        refusalSentences.en['too-many'],
      );
  });
});

describe('formats', () => {
  const { clock, duration, span, date } = formatsOf('en');

  it('write a countdown that reaches 0:00 only when nothing is left', () => {
    expect([272, 3872.2, 0.4, 0, -3].map(clock)).toEqual(['4:32', '1:04:33', '0:01', '0:00', '0:00']);
  });

  it('write about how long, short', () => {
    expect([0.4, 21.4, 90, 5400, 36_000].map(span)).toEqual([
      '0.4 sec',
      '21 sec',
      '1.5 min',
      '1.5 hr',
      '10 hr',
    ]);
  });

  it('write a calendar day as it is, wherever the reader is', () => {
    expect(date('2024-02-29')).toBe('Thursday, February 29, 2024');
  });

  it('write a duration in the largest unit that says it whole', () => {
    expect([300, 90, 7200, 60].map(duration)).toEqual(['5 minutes', '90 seconds', '2 hours', '1 minute']);
  });
});

describe('a shortcut', () => {
  const key = { key: 'e', code: 'KeyE', altKey: true, ctrlKey: false, metaKey: false };
  const shortcut = { code: 'KeyE', does: 'end', act: () => undefined };

  it('is the key by its place, with Alt alone', () => {
    expect(shortcutFor({ ...key, key: '€' }, [shortcut])).toBe(shortcut);
    expect(shortcutFor({ ...key, ctrlKey: true }, [shortcut])).toBeUndefined();
    expect(shortcutFor({ ...key, altKey: false }, [shortcut])).toBeUndefined();
  });

  it('gives help for a question mark that is not text', () => {
    const question = { ...key, key: '?', altKey: false };
    expect(asksForHelp(question, false)).toBe(true);
    expect(asksForHelp(question, true)).toBe(false);
  });
});
