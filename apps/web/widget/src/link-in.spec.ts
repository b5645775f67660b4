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
  ])('is found and taken away as the client does it: %s', (url) => {
    expect(linkIn(url)).toEqual(['id.secret', withoutLinkSecret(url)]);
    expect(linkSecretOf(url)).toBe('id.secret');
  });

  it('is the one of the fragment, and none stays behind', () => {
    const both = `${shop}?oc.reconnectid=old#oc.reconnectid=new`;
    expect(linkIn(both)).toEqual(['new', shop]);
  });

  it.each([shop, `${shop}#oc.reconnectid=`, `${shop}?xoc.reconnectid=1`])('is not there: %s', (url) => {
    expect(linkIn(url)).toEqual([null, url]);
  });
});
