import * as fc from 'fast-check';
import { textParts } from './text-parts';

describe('the parts of a message', () => {
  it('are one part when there is no address in it', () => {
    expect(textParts('1 < 2 <b>bold</b>')).toEqual([{ text: '1 < 2 <b>bold</b>' }]);
  });

  it('are addresses that can be followed, and the text around them', () => {
    expect(textParts('See https://a.example/x. Bye')).toEqual([
      { text: 'See ' },
      { text: 'a.example/x', href: 'https://a.example/x' },
      { text: '. Bye' },
    ]);
  });

  it('show an address without its query and fragment, which may contain a secret', () => {
    const [part] = textParts('https://a.example/help?a=1#oc.reconnectid=secret');
    expect(part).toEqual({
      text: 'a.example/help …',
      href: 'https://a.example/help?a=1#oc.reconnectid=secret',
    });
  });

  it('are addresses of the web only', () => {
    expect(textParts('javascript:alert(1) data:text/html,x')).toHaveLength(1);
    expect(textParts('http://')).toEqual([{ text: 'http://' }]);
  });

  it('are found at once in a long message that contains only punctuation', () => {
    const marks = `https://a.example/${'.'.repeat(200_000)}x`;
    expect(textParts(marks)).toEqual([{ text: expect.any(String), href: marks }]);
  });

  it('lose nothing of any text', () => {
    const texts = fc
      .array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(' https://a.example). ')))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(
          textParts(text)
            .map((part) => part.href ?? part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
