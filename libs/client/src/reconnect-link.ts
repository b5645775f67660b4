/**
 * Matches the secret behind what routers and older releases put before it: `#`, `#?`, `#/`, `#!/`, `?`, `&` and `;`. It
 * also matches encoded text, because portals keep the page's address as a parameter of their sign-in page.
 */
const secretIn = /((?:[#?&;]|%[23].)(?:[?!/]|%..){0,9})oc\.reconnectid(?:=|%3D)((?:(?!%2[36]|%3B)[^&#;])*)/i;

/**
 * Returns the secret of a reconnect link. `urlOrSecret` is a page's URL, with the secret in its fragment or (older
 * links) in its query, or the secret itself. Undefined when there is no secret.
 */
export function linkSecretOf(urlOrSecret: string): string | undefined {
  // It is tried first because this may be Chrome before version 120, or Safari before 17, without `URL.canParse`.
  if (/^[\w.~-]{1,200}$/.test(urlOrSecret)) return urlOrSecret;
  const [address = '', hash = ''] = urlOrSecret.split(/(#.*)/s);
  const found = (secretIn.exec(hash) ?? secretIn.exec(address))?.[2];
  return found === undefined || found === '' ? undefined : decoded(found);
}

/** Returns the same URL without the secret, for the address bar. The rest of the query and of the fragment stays. */
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
