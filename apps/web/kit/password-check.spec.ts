import { passwordProblems, refusedPassword } from './password-check';

const good = { current: 'the first password', next: 'the second password', again: 'the second password' };

describe('a change of the own password', () => {
  it('can be sent when the current one is there and the new one is long, another, and typed twice', () => {
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
  ])('with %j says what is wrong at the field', (change, problems) => {
    expect(passwordProblems({ ...good, ...change })).toEqual(problems);
  });

  it('that is refused says so at the field that is wrong', () => {
    const refusal = (name: string) => Object.assign(new Error(), { name });
    expect(refusedPassword(refusal('sign-in-failed'))).toEqual({ current: 'current-wrong' });
    expect(refusedPassword(refusal('password-too-easy'))).toEqual({ next: 'next-easy' });
    expect(refusedPassword(refusal('too-many'))).toBeUndefined();
    expect(refusedPassword('nonsense')).toBeUndefined();
  });
});
