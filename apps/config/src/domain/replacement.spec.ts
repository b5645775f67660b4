import { isUnchanged, requireVersion } from './replacement';

const current = { version: 3, value: { name: 'Help', limits: { a: 1, b: 2 } } };

describe('a change', () => {
  it('is of the version that its writer has read', () => {
    expect(requireVersion(current, [3])).toBe(current);
    expect(requireVersion(current, [1, 3])).toBe(current);
    expect(requireVersion(current, null)).toBe(current);
  });

  it('is refused when another person has saved since', () => {
    for (const read of [[2], [4], []]) {
      expect(requireVersion(current, read)).toEqual({ refused: 'version-conflict' });
    }
  });

  it.each([undefined, null])('is refused when there is no such row: %s', (none) => {
    expect(requireVersion(none, [3])).toEqual({ refused: 'not-found' });
    expect(requireVersion(none, null)).toEqual({ refused: 'not-found' });
  });
});

describe('a replacement', () => {
  it('changes nothing when it equals the saved value, in any order of fields', () => {
    expect(isUnchanged(current, { limits: { b: 2, a: 1 }, name: 'Help' })).toBe(true);
    expect(isUnchanged(current, { ...current.value, name: 'Sales' })).toBe(false);
  });
});
