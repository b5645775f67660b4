/** The passwords of readers by the names of their NATS users. Of one reader the newest comes first. */
export type ReaderLogins = Readonly<Record<string, string>>;

const second = '_2';

/**
 * The two users that a reader may have. NATS knows one password for each user, so a reader gets its new password with
 * the user that it does not have, and has both users until the old password ends. Names of readers have no underscore.
 */
export function usersOfReader(reader: string): readonly [string, string] {
  return [reader, `${reader}${second}`];
}

/** Returns the reader that this user belongs to. */
function readerOf(user: string): string {
  return user.endsWith(second) ? user.slice(0, -second.length) : user;
}

/** Reads a text such as `crm:password,warehouse:password`. A password may contain colons. */
export function parseReaderLogins(text: string): ReaderLogins {
  const pairs = text.split(',').flatMap((pair) => pair.trim() || []);
  return Object.fromEntries(
    pairs.map((pair) => {
      const colon = pair.indexOf(':');
      return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
    }),
  );
}

/** Returns the logins of each reader. */
export function byReader(logins: ReaderLogins): ReadonlyMap<string, ReaderLogins> {
  const readers = new Map<string, ReaderLogins>();
  for (const [user, password] of Object.entries(logins)) {
    const reader = readerOf(user);
    readers.set(reader, { ...readers.get(reader), [user]: password });
  }
  return readers;
}
