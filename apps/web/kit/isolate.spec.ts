import { isolated } from './isolate';

describe("a person's text within a sentence", () => {
  it('is unchanged when it cannot change the direction of the sentence', () => {
    expect(isolated('Mia Torres?', 'ltr')).toBe('Mia Torres?');
    expect(isolated('Jan Novák (2)', 'ltr')).toBe('Jan Novák (2)');
  });

  it('is isolated when it has the opposite direction, and always on a page that is written from right to left', () => {
    expect(isolated('عمر', 'ltr')).toBe('\u2068عمر\u2069');
    expect(isolated('דנה 7', 'ltr')).toBe('\u2068דנה 7\u2069');
    expect(isolated('Where is it?', 'rtl')).toBe('\u2068Where is it?\u2069');
  });

  it('cannot change the direction of the following text by an override, nor end its own isolation', () => {
    expect(isolated('a\u202eb', 'ltr')).toBe('\u2068a\u202eb\u2069');
    expect(isolated('\u2069عمر\u2068', 'ltr')).toBe('\u2068عمر\u2069');
  });
});
