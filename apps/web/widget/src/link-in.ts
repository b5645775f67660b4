/**
 * Returns a page's address without the secret of a reconnect link, and that secret (the fragment's, if there are two).
 * The client has a version for all languages and shapes of links; this one is shorter, because the loader must be
 * small.
 */
export function linkIn(url: string): readonly [address: string, found: string | undefined] {
  let found: string | undefined;
  const address = url.replace(
    /((?:[#?&;]|%[23].)(?:[?!/]|%..){0,9})oc.reconnectid(?:=|%3D)([\w.-]+)([^?#/&;]*)([&;]?)/g,
    (_, before: string, secret: string, rest: string, after: string) => {
      found = secret;
      // An encoded link is a part of a parameter. Behind any other link there may be characters of the text that it was
      // in, such as a bracket or a space.
      return before[0] === '%' ? rest + after : after && before;
    },
  );
  return [address, found];
}
