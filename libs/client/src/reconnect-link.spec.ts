import { linkSecretOf, withoutLinkSecret } from './reconnect-link';

describe('a reconnect link', () => {
  it.each([
    ['https://shop.example/help#oc.reconnectid=abc', 'abc', 'https://shop.example/help'],
    ['https://shop.example/help?oc.reconnectid=abc', 'abc', 'https://shop.example/help'],
    ['https://shop.example/?a=1&oc.reconnectid=abc&b=2#top', 'abc', 'https://shop.example/?a=1&b=2#top'],
    ['https://shop.example/?oc.reconnectid=abc&b=2', 'abc', 'https://shop.example/?b=2'],
    ['https://shop.example/?a=1#/orders/7&oc.reconnectid=abc', 'abc', 'https://shop.example/?a=1#/orders/7'],
    ['https://shop.example/#/help?oc.reconnectid=a%2Db', 'a-b', 'https://shop.example/#/help'],
    ['https://shop.example/help#?oc.reconnectid=abc', 'abc', 'https://shop.example/help'],
    ['https://shop.example/#/?oc.reconnectid=abc', 'abc', 'https://shop.example/'],
    ['https://shop.example/#/oc.reconnectid=abc', 'abc', 'https://shop.example/'],
    ['https://shop.example/#/oc.reconnectid%3Dabc', 'abc', 'https://shop.example/'],
    ['https://shop.example/#!oc.reconnectid=abc', 'abc', 'https://shop.example/'],
    ['https://shop.example/#!/oc.reconnectid=abc', 'abc', 'https://shop.example/'],
    ['https://shop.example/#!/help?oc.reconnectid=abc', 'abc', 'https://shop.example/#!/help'],
    ['https://shop.example/#/help?a=1&oc.reconnectid=abc&b=2', 'abc', 'https://shop.example/#/help?a=1&b=2'],
    ['https://shop.example/#/help?oc.reconnectid=abc#faq', 'abc', 'https://shop.example/#/help#faq'],
    ['https://shop.example/#/help&oc.reconnectid=abc', 'abc', 'https://shop.example/#/help'],
    ['https://shop.example/#tab=3&oc.reconnectid=abc', 'abc', 'https://shop.example/#tab=3'],
  ])('has a secret and an address without it: %s', (url, secret, clean) => {
    expect(linkSecretOf(url)).toBe(secret);
    expect(withoutLinkSecret(url)).toBe(clean);
  });

  it('may be the secret alone', () => {
    expect(linkSecretOf('aZ09-_.x')).toBe('aZ09-_.x');
  });

  it.each(['https://shop.example/', 'https://shop.example/#oc.reconnectid=', 'two words', '', '%%'])(
    'is not found: %s',
    (url) => {
      expect(linkSecretOf(url)).toBeUndefined();
    },
  );

  it('is not found under another name, and an address without a link does not change', () => {
    const url = 'https://shop.example/?xoc.reconnectid=1#oc_reconnectid=2';
    expect(linkSecretOf(url)).toBeUndefined();
    expect(withoutLinkSecret(url)).toBe(url);
  });
});
