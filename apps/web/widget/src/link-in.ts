/**
 * The secret of a reconnect link in a page's address (the fragment's, if there are two), and the address without it.
 * Shorter than what the client has for all languages and shapes of links: the loader is to be small.
 */
export function linkIn(url: string): readonly [found: string | null, address: string] {
  let found: string | null = null;
  const address = url.replace(
    /((?:[#?&;]|%[23].)(?:[?!/]|%..){0,9})oc\.reconnectid(=|%3D)([\w.-]+)([&;]?)/g,
    (_, before: string, __, secret: string, after: string) => {
      found = secret;
      // What is encoded in a parameter ends where the parameter ends.
      return before[0] === '%' ? after : after && before;
    },
  );
  return [found, address];
}
