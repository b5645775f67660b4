import { maxLinksInText, reconnectSlug, reconnectSlugPattern } from '@rejoin/contracts';

const everySlug = new RegExp(reconnectSlugPattern, 'g');

/** The transcript, facts and agents see this text instead of the link. */
export const linkPlaceholder = reconnectSlug;

/**
 * Replaces the slugs of a text by the address. Only the first `maxLinksInText` slugs are replaced, because an address
 * can be long.
 */
export function replaceReconnectSlug(text: string, url: string): string {
  let count = 0;
  return text.replace(everySlug, (match) => (++count > maxLinksInText ? match : url));
}

/**
 * Returns the portal page's address with the link's secret in the fragment, which browsers never send to a server.
 * When the page keeps a route in the fragment, the secret is a parameter of the route's query (`#/help?tab=1&…`), so
 * that the router shows the same page. Otherwise it follows `#?`, which such a router takes for its start page.
 */
export function reconnectUrl(portalUrl: string, secret: string): string {
  const url = new URL(portalUrl);
  const [, route = '', anchor = ''] = /^#?([^#]*)(.*)$/.exec(url.hash) ?? [];
  const hasQuery = route.includes('?') || (route.includes('=') && !/^[/!]/.test(route));
  const separator = !hasQuery ? '?' : /[?&]$/.test(route) ? '' : '&';
  url.hash = `${route}${separator}oc.reconnectid=${secret}${anchor}`;
  return url.href;
}
