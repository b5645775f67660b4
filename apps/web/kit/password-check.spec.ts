import { passwordProblems, problemsOfRefusal } from './password-check';

const good = { current: 'the first password', next: 'the second password', again: 'the second password' };

describe("a change of one's own password", () => {
  it('is valid with the current password and a new one that is long enough, different, and repeated correctly', () => {
    expect(passwordProblems(good)).toEqual({});
  });

  it.each([
    [{ current: '' }, { current: 'current-missing' }],
    [{ next: 'short', again: 'short' }, { next: 'next-short' }],
    [{ next: good.current, again: good.current }, { next: 'next-same' }],
    [{ again: 'the second pasword' }, { again: 'again-differs' }],
    [
      { current: '', next: '', again: 'x' },
      { current: 'current-missing', next: 'next-short', again: 'again-differs' },
    ],
  ])('with %j names the problem at the field', (change, problems) => {
    expect(passwordProblems({ ...good, ...change })).toEqual(problems);
  });

  it('that the server refused names the problem at the field that caused it', () => {
    const refusal = (name: string) => Object.assign(new Error(), { name });
    expect(problemsOfRefusal(refusal('sign-in-failed'))).toEqual({ current: 'current-wrong' });
    expect(problemsOfRefusal(refusal('password-too-easy'))).toEqual({ next: 'next-easy' });
    expect(problemsOfRefusal(refusal('too-many'))).toBeUndefined();
    expect(problemsOfRefusal('nonsense')).toBeUndefined();
  });
});
