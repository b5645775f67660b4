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
  ])('%p is %p', (wanted, locale) => {
    expect(localeOf(wanted)).toBe(locale);
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([['C'], ['Deutsch (Deutschland)'], [5], [{}], ['de--DE'], ['{{ locale }}']])(
    'is none with %p, and the console says so',
    (wanted) => {
      expect(localeOf(wanted)).toBeNull();
      expect(warned).toHaveBeenCalledTimes(1);
    },
  );

  it.each([[undefined], [null], ['']])('is none with %p', (wanted) => {
    expect(localeOf(wanted)).toBeNull();
    expect(warned).not.toHaveBeenCalled();
  });
});

describe('the gateways that a page names', () => {
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

  it('are those that are web addresses; the console names the others', () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(endpointsOf('chat.example javascript:alert(1) https://a.example')).toEqual(['https://a.example']);
    expect(said).toHaveBeenCalledTimes(2);
    said.mockRestore();
  });
});
