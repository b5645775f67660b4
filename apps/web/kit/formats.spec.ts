import { formatsOf, languageName } from './formats';

describe('values that cannot be formatted', () => {
  it.each(['en-12', 'x'.repeat(60_000)])('an invalid language tag is returned unchanged', (tag) => {
    expect(languageName('en', tag)).toBe(tag);
  });

  it('an invalid time is returned unchanged', () => {
    const { time, exactTime, day, dateTime, date } = formatsOf('en');
    for (const format of [time, exactTime, day, dateTime, date]) expect(format('soon')).toBe('soon');
  });
});

it('a language is named in the language of the reader', () => {
  expect(languageName('de', 'pt-BR')).toBe('Portugiesisch (Brasilien)');
});
