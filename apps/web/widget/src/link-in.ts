/**
 * The secret of a reconnect link in a page's address (the fragment's, if there are two), and the address without it.
 * Shorter than what the client has for all languages and shapes of links: the loader is to be small.
 */
export function linkIn(url: string): readonly [found: string | null, address: string] {
  let found: string | null = null;
  const address = url.replace(
    /(#[?!/]*|[?&])oc\.reconnectid(?:=|%3D)([^&#]+)(&?)/g,
    (_, before: string, secret: string, after: string) => {
      found = secret;
      return after && before;
    },
  );
  return [found, address];
}
