import { linkPlaceholder, reconnectUrl, replaceReconnectSlug } from './reconnect-slug';

describe('the slug of a reconnect link', () => {
  it.each(['{ReconnectUrl{ReconnectID}}', '${ReconnectUrl{ReconnectID}}'])('is replaced as %s', (slug) => {
    expect(replaceReconnectSlug(`Back: ${slug}.`, 'https://x')).toBe('Back: https://x.');
  });

  it('is replaced wherever it is', () => {
    expect(replaceReconnectSlug(`${linkPlaceholder} or ${linkPlaceholder}`, 'u')).toBe('u or u');
  });

  it('is replaced by the exact address, whatever characters it has', () => {
    const url = "https://x/?a=$&b=$1$$c=$'";
    expect(replaceReconnectSlug(`>${linkPlaceholder}<`, url)).toBe(`>${url}<`);
  });
});

describe('a text with very many slugs', () => {
  it('has the address five times at most, so that it fits into a frame', () => {
    const text = replaceReconnectSlug(linkPlaceholder.repeat(7), 'https://x/');
    expect(text).toBe('https://x/'.repeat(5) + linkPlaceholder.repeat(2));
  });
});

describe('the address of a reconnect link', () => {
  it.each([
    ['https://p.example/help', 'https://p.example/help#?oc.reconnectid=s'],
    ['https://p.example/', 'https://p.example/#?oc.reconnectid=s'],
    ['https://p.example/a?b=1&c=2', 'https://p.example/a?b=1&c=2#?oc.reconnectid=s'],
    ['https://p.example/a#', 'https://p.example/a#?oc.reconnectid=s'],
    ['https://p.example/a?b=1#tab=3', 'https://p.example/a?b=1#tab=3&oc.reconnectid=s'],
    ['https://p.example/#help', 'https://p.example/#help?oc.reconnectid=s'],
    ['https://p.example/#/', 'https://p.example/#/?oc.reconnectid=s'],
    ['https://p.example/#/help', 'https://p.example/#/help?oc.reconnectid=s'],
    ['https://p.example/#!/help', 'https://p.example/#!/help?oc.reconnectid=s'],
    ['https://p.example/#/a=b/help', 'https://p.example/#/a=b/help?oc.reconnectid=s'],
    ['https://p.example/#/help?tab=1', 'https://p.example/#/help?tab=1&oc.reconnectid=s'],
    ['https://p.example/#/help?', 'https://p.example/#/help?oc.reconnectid=s'],
    ['https://p.example/#/help#faq', 'https://p.example/#/help?oc.reconnectid=s#faq'],
  ])('keeps the page of %s, whatever router it has', (portalUrl, link) => {
    expect(reconnectUrl(portalUrl, 's')).toBe(link);
  });

  it('has the secret in the fragment, which browsers send to no server', () => {
    const { search, pathname, hash } = new URL(reconnectUrl('https://portal.example/help', 's3cret'));
    expect([pathname, search]).toEqual(['/help', '']);
    expect(hash).toContain('s3cret');
  });
});
