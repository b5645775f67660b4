import { fieldProblem, fieldProblemCodes } from '@rejoin/contracts';
import { textWith } from '../../../kit/numbers-in';
import { languages } from '../../../kit/words';
import { catalogue } from '../words/catalogue';
import { problemOf, valueAt } from './field-problem';

describe('what the service says of a field', () => {
  it.each(languages)('has words for every code in %s', (language) => {
    const sentences = catalogue[language].problems;
    const silent = fieldProblemCodes.filter((code) => {
      const { code: known, detail } = problemOf(fieldProblem('/name', code), 'x');
      return known === 'by-server' || textWith(sentences[known], { detail }).trim() === '';
    });
    expect(silent).toEqual([]);
  });

  it('names what the code names', () => {
    const { code, detail } = problemOf(fieldProblem('/name', 'too-long', { maximum: 200 }), '');
    expect(textWith(catalogue.en.problems[code], { detail })).toBe('Use 200 characters or fewer.');
  });

  it('is in the words of the service where its code is not known, or it has none', () => {
    const said = { field: '/name', message: 'is odd' };
    for (const one of [said, { ...said, code: 'of-a-later-release' }, { ...said, code: 'toString' }])
      expect(problemOf(one, '')).toEqual({ code: 'by-server', detail: 'is odd' });
  });

  it('is in minutes where the form has minutes, and in seconds where it has seconds', () => {
    const tooGreat = (field: string) => problemOf(fieldProblem(field, 'too-great', { maximum: 3600 }), 1);
    expect(tooGreat('/wrapUpSeconds')).toEqual({ code: 'minutes-range', detail: '60' });
    expect(tooGreat('/autoCloseSeconds')).toEqual({ code: 'minutes-range', detail: '1440' });
    expect(tooGreat('/reconnect/timeLimitSeconds')).toEqual({ code: 'time-limit-range', detail: '1440' });
    expect(tooGreat('/graceSeconds')).toEqual({ code: 'too-great', detail: '3600' });
  });

  it('names the text that is wrong', () => {
    const detail = (code: 'portal-host' | 'not-an-origin' | 'domain-without-origin', value: string) =>
      problemOf(fieldProblem('/x', code), value).detail;
    expect(detail('portal-host', 'https://help.example/chat?a=1')).toBe('https://help.example');
    expect(detail('not-an-origin', 'https://shop.example/')).toBe('https://shop.example');
    expect(detail('domain-without-origin', 'shop.example')).toBe('shop.example');
  });

  it('asks for a value where a text or a list is empty, and for a number where a text is none', () => {
    const code = (
      field: string,
      ...of: Parameters<typeof fieldProblem> extends [string, ...infer R] ? R : never
    ) => problemOf(fieldProblem(field, ...of), '').code;
    expect(code('/title', 'too-short', { minimum: 1 })).toBe('required');
    expect(code('/password', 'too-short', { minimum: 10 })).toBe('too-short');
    expect(code('/login', 'login')).toBe('required');
    expect(code('/scopes', 'too-few', { minimum: 1 })).toBe('required');
    expect(code('/roles', 'too-few', { minimum: 1 })).toBe('role-required');
    expect(code('/maxUnits', 'wrong-type', { expected: 'number' })).toBe('not-a-number');
    expect(code('/active', 'wrong-type', { expected: 'boolean' })).toBe('wrong-type');
  });
});

it('a value is found by its path, and is missing below what is not there', () => {
  const draft = { origins: ['a', 'b'], key: null };
  expect(valueAt(draft, ['origins', 1])).toBe('b');
  expect(valueAt(draft, ['origins', '0'])).toBe('a');
  expect(valueAt(draft, ['key', 'kid'])).toBeUndefined();
});
