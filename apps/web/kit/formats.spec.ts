import { formatsOf, languageName } from './formats';

describe('what cannot be formatted', () => {
  it.each(['en-12', 'x'.repeat(60_000)])('of a language tag is shown as it is', (tag) => {
    expect(languageName('en', tag)).toBe(tag);
  });

  it('of a time is shown as it is', () => {
    const { time, exactTime, day, dateTime, date } = formatsOf('en');
    for (const format of [time, exactTime, day, dateTime, date]) expect(format('soon')).toBe('soon');
  });
});

it('a language is named in the language of the reader', () => {
  expect(languageName('de', 'pt-BR')).toBe('Portugiesisch (Brasilien)');
});
