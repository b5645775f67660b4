import { maxLinksInText } from '@rejoin/contracts';

/** The slug of a reconnect link in both spellings. See docs/domain.md, Ways to reconnect. */
const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/g;

export function hasReconnectSlug(text: string): boolean {
  return text.search(slug) >= 0;
}

/** What transcript, facts and agents see instead of the link. */
export const linkPlaceholder = '{ReconnectUrl{ReconnectID}}';

/** A text with more of them than a person would write keeps the rest as they are: an address may be long. */
export function replaceReconnectSlug(text: string, url: string): string {
  let count = 0;
  return text.replace(slug, (match) => (++count > maxLinksInText ? match : url));
}

/**
 * The portal page with the link's secret in the fragment, which reaches no server. There it is a parameter of the
 * route's own query (`#/help?tab=1&…`), so that a router that keeps its routes in the fragment shows the same page;
 * without a route it stands behind `#?`, which such a router takes for its first page.
 */
export function reconnectUrl(portalUrl: string, secret: string): string {
  const url = new URL(portalUrl);
  const [, route = '', anchor = ''] = /^#?([^#]*)(.*)$/.exec(url.hash) ?? [];
  const hasQuery = route.includes('?') || (route.includes('=') && !/^[/!]/.test(route));
  const separator = !hasQuery ? '?' : /[?&]$/.test(route) ? '' : '&';
  url.hash = `${route}${separator}oc.reconnectid=${secret}${anchor}`;
  return url.href;
}
