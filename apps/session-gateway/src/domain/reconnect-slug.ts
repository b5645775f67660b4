import { maxLinksInText } from '@rejoin/contracts';

/** The slug in both spellings that the reference accepts. */
const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/g;

export function hasReconnectSlug(text: string): boolean {
  return text.search(slug) >= 0;
}

/** What transcript, facts and agents see instead of the link. */
export const linkPlaceholder = '{ReconnectUrl{ReconnectID}}';

/** A text with more of them than a person would write keeps the rest as they are: an address may be long. */
export function replaceReconnectSlug(text: string, url: string): string {
  let replaced = 0;
  return text.replace(slug, (found) => (++replaced > maxLinksInText ? found : url));
}

/** The portal page with the link's secret in the fragment; an existing query and fragment are kept. */
export function reconnectUrl(portalUrl: string, secret: string): string {
  const url = new URL(portalUrl);
  const parameter = `oc.reconnectid=${secret}`;
  url.hash = url.hash.length > 1 ? `${url.hash}&${parameter}` : parameter;
  return url.href;
}
