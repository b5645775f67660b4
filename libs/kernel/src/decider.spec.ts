import { isRefused, refuse } from './decider';

describe('a decision', () => {
  it('is a refusal when it has a name for the no', () => {
    expect(isRefused(refuse('window-expired'))).toBe(true);
    expect(refuse('window-expired')).toEqual({ refused: 'window-expired' });
  });

  it.each([[[]], [[{ type: 'X' }]], [null], [undefined], ['refused'], [{ reply: {} }]])(
    'is none when it is %j',
    (outcome) => {
      expect(isRefused(outcome)).toBe(false);
    },
  );
});
