import { refusalNames } from '@rejoin/contracts';
import { formatsOf } from './formats';
import { kitWords } from './kit-words';
import { sentenceFor } from './sentence-for';
import { isHelpKey, shortcutFor } from './shortcut';
import { localeOf, preferredLanguage } from './words';

describe('the texts of the kit', () => {
  it('have a sentence for every refusal', () => {
    expect(Object.keys(kitWords.en.refusals)).toEqual(expect.arrayContaining(refusalNames));
  });

  it("use the date format of the browser's region", () => {
    const may = '2026-05-03T09:00:00Z';
    const date = (locale: string) => formatsOf(locale).dateTime(may);
    expect(localeOf('en', ['en-GB', 'en'])).toBe('en-GB');
    expect(date('en-GB')).toContain('3 May 2026');
    expect(date(localeOf('en', ['en-US']))).toContain('May 3, 2026');
    expect(localeOf('de', ['en-GB', 'de-AT'])).toBe('de-AT');
    expect(localeOf('en', ['en', 'de-CH'])).toBe('en');
  });

  it('use the region of another language when the browser does not request the chosen one', () => {
    expect(localeOf('en', ['de-CH'])).toBe('en-CH');
    expect(localeOf('ar', ['xx-not-a-tag-at-all!', 'fr'])).toBe('ar');
  });

  it("are in the chosen language, then in the browser's, then in English", () => {
    expect(preferredLanguage('ar', ['de-DE'])).toBe('ar');
    expect(preferredLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage('xx', ['fr'])).toBe('en');
  });
});

describe('the sentence for an error', () => {
  const noon = new Date(2026, 2, 1, 12, 0, 30);
  const named = (name: string, more: object = {}) => Object.assign(new Error('no'), { name, ...more });

  it('is chosen by the name of the error, with a helpful default for all others', () => {
    const { unknown } = kitWords.en.refusals;
    expect(sentenceFor(named('line-lost'), 'en')).toBe(kitWords.en.refusals['line-lost']);
    for (const thrown of ['toString', 'constructor', '__proto__', 'TypeError'].map((name) => named(name)))
      expect(sentenceFor(thrown, 'en')).toBe(unknown);
    expect(sentenceFor('a text', 'en')).toBe(unknown);
  });

  it('names the time of day at which further attempts are allowed', () => {
    const locked = named('too-many', { retryAfterSeconds: 270 });
    expect(sentenceFor(locked, 'en', noon)).toMatch(/12:05/);
    expect(sentenceFor(locked, 'de', noon)).toMatch(/12:05 Uhr/);
    expect(sentenceFor(locked, 'ar', noon)).not.toBe(kitWords.ar.refusals['too-many']);
  });

  it('names no time when the wait is short or unknown', () => {
    for (const retryAfterSeconds of [1, null, undefined])
      expect(sentenceFor(named('too-many', { retryAfterSeconds }), 'en', noon)).toBe(
        kitWords.en.refusals['too-many'],
      );
  });
});

describe('formats', () => {
  const { clock, duration, span, date } = formatsOf('en');

  it('write a countdown that reaches 0:00 only when no time is left', () => {
    expect([272, 3872.2, 0.4, 0, -3].map(clock)).toEqual(['4:32', '1:04:33', '0:01', '0:00', '0:00']);
  });

  it('write an approximate duration in short form', () => {
    expect([0.4, 21.4, 90, 5400, 36_000].map(span)).toEqual([
      '0.4 sec',
      '21 sec',
      '1.5 min',
      '1.5 hr',
      '10 hr',
    ]);
  });

  it("write a calendar day independently of the reader's time zone", () => {
    expect(date('2024-02-29')).toBe('Thursday, February 29, 2024');
  });

  it('write a duration in the largest unit that expresses it as a whole number', () => {
    expect([300, 90, 7200, 60].map(duration)).toEqual(['5 minutes', '90 seconds', '2 hours', '1 minute']);
  });
});

describe('a shortcut', () => {
  const key = { key: 'e', code: 'KeyE', altKey: true, ctrlKey: false, metaKey: false };
  const shortcut = { code: 'KeyE', label: 'end', act: () => undefined };

  it('is identified by the position of the key, with Alt alone', () => {
    expect(shortcutFor({ ...key, key: '€' }, [shortcut])).toBe(shortcut);
    expect(shortcutFor({ ...key, ctrlKey: true }, [shortcut])).toBeUndefined();
    expect(shortcutFor({ ...key, altKey: false }, [shortcut])).toBeUndefined();
  });

  it('opens the help for a question mark that is not typed as text', () => {
    const question = { ...key, key: '?', altKey: false };
    expect(isHelpKey(question, false)).toBe(true);
    expect(isHelpKey(question, true)).toBe(false);
  });
});
