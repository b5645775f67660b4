import { refusals, SystemCode } from '@rejoin/contracts';
import { spokenLocale, wordsFor } from './words';

describe('the words of the widget', () => {
  it('have a sentence for every code of a system entry', async () => {
    const { entries } = await wordsFor('en');
    expect(Object.keys(entries)).toEqual(expect.arrayContaining(SystemCode.options));
  });

  it('have sentences only for refusals that exist', async () => {
    const { unexpected: _unexpected, ...named } = (await wordsFor('en')).refusals;
    expect(Object.keys(refusals)).toEqual(expect.arrayContaining(Object.keys(named)));
  });

  it('are fetched for a locale of the language, and write its digits', async () => {
    expect((await wordsFor('de-XX')).send).toBe('Senden');
    expect((await wordsFor('ar-EG')).newMessages({ count: 11 })).toContain('١١');
  });

  it('are English for an unsupported language', () => {
    expect(spokenLocale('fi-FI')).toBe('en');
    expect(spokenLocale('de-AT')).toBe('de-AT');
    expect(spokenLocale('de-12')).toBe('de');
  });
});
