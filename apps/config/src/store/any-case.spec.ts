import { anyCase } from './any-case';

describe('a search', () => {
  it.each([
    ['anna', '[aA][nN][nN][aA]'],
    ['ÖZ 7', '[öÖ][zZ] 7'],
    ['مها', 'مها'],
    ['a.b*(c)', '[aA]\\.[bB]\\*\\([cC]\\)'],
    ['100%_', '100\\%\\_'],
    ['groß', '[gG][rR][oO]ß'],
  ])('for %s finds the literal text in any case', (text, pattern) => {
    expect(anyCase(text)).toBe(pattern);
  });

  it('for no text is null', () => {
    expect(anyCase(undefined)).toBeNull();
  });
});
