import { Locale } from '@rejoin/contracts';
import { endpointsOf, localeOf } from './options';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => warned.mockRestore());

describe('the locale that a page asks for', () => {
  it.each([
    ['pt_BR', 'pt-BR'],
    ['de-DE@posix', 'de-DE'],
    ['de_DE.UTF-8@euro', 'de-DE'],
    [' EN-us ', 'en-US'],
    ['zh_Hant_TW', 'zh-Hant-TW'],
    ['ar', 'ar'],
    ['ar_EG-u-nu-latn', 'ar-EG-u-nu-latn'],
  ])('%p is %p', (wanted, locale) => {
    expect(localeOf(wanted)).toBe(locale);
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([
    ['C'],
    ['POSIX'],
    ['root'],
    ['en-US,en;q=0.9'],
    ['Deutsch (Deutschland)'],
    [5],
    [{}],
    [Symbol('de')],
    ['de--DE'],
    ['{{ locale }}'],
    ['de-DE-u-co-phonebk-kf-upper-kn-true-nu-latn'],
  ])('is none with %p, and the console shows it', (wanted) => {
    expect(localeOf(wanted)).toBeNull();
    expect(warned).toHaveBeenCalledTimes(1);
  });

  it('is one that a gateway accepts', () => {
    for (const wanted of ['pt_BR', 'zh_Hant_TW', 'sr_RS@latin', 'ar_EG-u-nu-latn'])
      expect(Locale.safeParse(localeOf(wanted)).success).toBe(true);
  });

  it.each([[undefined], [null], ['']])('is none with %p', (wanted) => {
    expect(localeOf(wanted)).toBeNull();
    expect(warned).not.toHaveBeenCalled();
  });
});

describe('the gateways that a page lists', () => {
  it.each([
    ['https://a.example', ['https://a.example']],
    ['https://a.example/  https://b.example', ['https://a.example', 'https://b.example']],
    [
      ['https://a.example', 'https://b.example/'],
      ['https://a.example', 'https://b.example'],
    ],
  ])('%p', (given, urls) => {
    expect(endpointsOf(given)).toEqual(urls);
  });

  it('are those that are web addresses; the console shows the others', () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(endpointsOf('chat.example javascript:alert(1) https://a.example')).toEqual(['https://a.example']);
    expect(said).toHaveBeenCalledTimes(2);
    expect(endpointsOf([5, null] as never)).toEqual([]);
    said.mockRestore();
  });
});
