/**
 * Behind what routers and older releases put before it: `#`, `#?`, `#/`, `#!/`, `?`, `&` and `;`; also encoded, as portals
 * keep the page in the address of their sign-in page.
 */
const secretIn = /((?:[#?&;]|%[23].)(?:[?!/]|%..){0,9})oc\.reconnectid(?:=|%3D)((?:(?!%2[36]|%3B)[^&#;])*)/i;

/**
 * The secret of a reconnect link: from the fragment or (older links) the query of a page's URL, or the bare
 * secret itself. Undefined when there is none.
 */
export function linkSecretOf(urlOrSecret: string): string | undefined {
  if (!URL.canParse(urlOrSecret)) return /^[\w.~-]{1,200}$/.test(urlOrSecret) ? urlOrSecret : undefined;
  const { hash, search } = new URL(urlOrSecret);
  const found = (secretIn.exec(hash) ?? secretIn.exec(search))?.[2];
  return found === undefined || found === '' ? undefined : decoded(found);
}

/** The same URL without the secret, for the address bar: all else of query and fragment is kept. */
export function withoutLinkSecret(url: string): string {
  const hashAt = url.indexOf('#');
  const address = hashAt < 0 ? url : url.slice(0, hashAt);
  const fragment = hashAt < 0 ? '' : url.slice(hashAt);
  return without(address) + without(fragment);
}

function without(part: string): string {
  const found = secretIn.exec(part);
  if (!found) return part;
  const before = part.slice(0, found.index);
  const separator = found[1] as string;
  const after = part.slice(found.index + found[0].length);
  return /^[&;]/.test(after) && !separator.startsWith('%')
    ? before + separator + after.slice(1)
    : before + after;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
