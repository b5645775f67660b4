import { storable, tooLong } from './limits';

describe('the limits of a message', () => {
  it.each([
    ['32,000 characters', 'x'.repeat(32_000), null],
    ['one more', 'x'.repeat(32_001), 'message-too-long'],
    ['64 KiB', 'x'.repeat(65_536), 'message-too-long'],
    ['Arabic of full length', 'م'.repeat(32_000), null],
    ['Chinese that is too many bytes', '字'.repeat(22_000), 'too-large'],
    ['line breaks, which are two bytes each on the way', '\n'.repeat(32_000), null],
  ])('%s', (_, text, refused) => {
    expect(tooLong(text)?.what ?? null).toBe(refused);
  });

  it('are reported with the length', () => {
    expect(tooLong('x'.repeat(32_001))?.length).toEqual({ is: 32_001, may: 32_000 });
  });

  it('do not change well-formed text, and make other text storable', () => {
    expect(storable('a 😀 b')).toBe('a 😀 b');
    expect(storable('a\0b\ud800c')).toBe('ab\ufffdc');
  });
});
