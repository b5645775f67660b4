import { decideReplacement } from './replacement';

const current = { version: 3, value: { name: 'Help', limits: { a: 1, b: 2 } } };

describe('a replacement', () => {
  it('replaces the version that its writer has read', () => {
    expect(decideReplacement(current, [3], { ...current.value, name: 'Sales' })).toBe('changed');
    expect(decideReplacement(current, [1, 3], { ...current.value, name: 'Sales' })).toBe('changed');
  });

  it('is refused when another person has saved since', () => {
    for (const read of [[2], [4], []]) {
      expect(decideReplacement(current, read, current.value)).toEqual({ refused: 'version-conflict' });
    }
  });

  it('changes nothing when it equals the saved value, in any order of fields', () => {
    expect(decideReplacement(current, [3], { limits: { b: 2, a: 1 }, name: 'Help' })).toBe('unchanged');
  });
});
