import { linkSecretOf, withoutLinkSecret } from '@rejoin/client';
import { linkIn } from './link-in';

describe('the link in an address', () => {
  const shop = 'https://shop.example/help';

  it.each([
    `${shop}#oc.reconnectid=id.secret`,
    `${shop}#/orders/7&oc.reconnectid=id.secret`,
    `${shop}?oc.reconnectid=id.secret`,
    `${shop}?a=1&oc.reconnectid=id.secret&b=2#top`,
    `${shop}?oc.reconnectid=id.secret&b=2`,
    `${shop}#?oc.reconnectid=id.secret`,
    `${shop}#/?oc.reconnectid=id.secret`,
    `${shop}#/oc.reconnectid=id.secret`,
    `${shop}#/oc.reconnectid%3Did.secret`,
    `${shop}#!/oc.reconnectid=id.secret`,
    `${shop}#!/help?oc.reconnectid=id.secret`,
    `${shop}#/help?a=1&oc.reconnectid=id.secret&b=2`,
    `${shop}#/help?oc.reconnectid=id.secret#faq`,
    `${shop}#/help;tab=1;oc.reconnectid=id.secret;b=2`,
    `https://shop.example/login?redirect=/help%23?oc.reconnectid=id.secret`,
    `https://shop.example/login?returnUrl=%2Fhelp%23%3Foc.reconnectid%3Did.secret`,
    `https://shop.example/login?returnUrl=%2Fhelp%3Ftab%3D1%26oc.reconnectid%3Did.secret%26b%3D2&c=3`,
    `https://shop.example/#/login?returnUrl=%2Fhelp%3Foc.reconnectid%3Did.secret`,
  ])('is found and removed in the same way as by the client: %s', (url) => {
    expect(linkIn(url)).toEqual([withoutLinkSecret(url), 'id.secret']);
    expect(linkSecretOf(url)).toBe('id.secret');
  });

  it('leaves the address to which a sign-in page leads back', () => {
    const signIn = 'https://shop.example/login?returnUrl=';
    expect(linkIn(`${signIn}%2Fhelp%23%3Foc.reconnectid%3Did.secret&a=1`)[0]).toBe(`${signIn}%2Fhelp&a=1`);
    expect(linkIn(`${signIn}/help%23?oc.reconnectid=id.secret&a=1`)[0]).toBe(`${signIn}/help&a=1`);
  });

  it.each(['%20', ')', '%E2%80%8B', '%0A', '”'])(
    'is removed with the %s that a text has put behind it',
    (rest) => {
      expect(linkIn(`${shop}#?oc.reconnectid=id.secret${rest}`)).toEqual([shop, 'id.secret']);
      expect(linkIn(`${shop}?a=1&oc.reconnectid=id.secret${rest}&b=2`)[0]).toBe(`${shop}?a=1&b=2`);
    },
  );

  it('is the one of the fragment, and every other one is removed', () => {
    const both = `${shop}?oc.reconnectid=old#oc.reconnectid=new`;
    expect(linkIn(both)).toEqual([shop, 'new']);
  });

  it.each([shop, `${shop}#oc.reconnectid=`, `${shop}?xoc.reconnectid=1`])('is not found: %s', (url) => {
    expect(linkIn(url)).toEqual([url, undefined]);
  });
});
