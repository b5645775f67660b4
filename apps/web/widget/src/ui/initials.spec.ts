import { initials } from './initials';

describe('initials', () => {
  it.each([
    ['Anna Maria Bergmann', 'A\u200cB'],
    ['anna', 'A'],
    ['  ', ''],
    ['😀 Smile', '😀\u200cS'],
    ['ليلى حداد', 'ل\u200cح'],
  ])('of "%s"', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
