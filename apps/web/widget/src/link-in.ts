/**
 * Returns the secret of a reconnect link in a page's address (the fragment's, if there are two) and the address without
 * it. The client has a version for all languages and shapes of links; this one is shorter, because the loader must be
 * small.
 */
export function linkIn(url: string): readonly [found: string | null, address: string] {
  let found: string | null = null;
  const address = url.replace(
    /((?:[#?&;]|%[23].)(?:[?!/]|%..){0,9})oc\.reconnectid(=|%3D)([\w.-]+)([&;]?)/g,
    (_, before: string, __, secret: string, after: string) => {
      found = secret;
      // An encoded link in a parameter ends where the parameter ends.
      return before[0] === '%' ? after : after && before;
    },
  );
  return [found, address];
}
