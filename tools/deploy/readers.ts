import { integratorDurable, ReaderNames } from '@rejoin/contracts';
import { byReader, parseReaderLogins, usersOfReader, type ReaderLogins } from '@rejoin/kernel';

/**
 * The logins of readers. NATS_READERS names the readers beside `integrator` (the services create their durables from it), and
 * NATS_READER_PASSWORDS has `user:password` of each user, separated by commas. Throws when the two do not match.
 */
export function readersOf(environment: Readonly<Record<string, string | undefined>>): ReaderLogins {
  const names = ReaderNames.safeParse(environment['NATS_READERS'] ?? '');
  if (!names.success) throw new Error(`NATS_READERS: ${names.error.issues[0]?.message ?? 'is not valid'}`);
  const logins = byReader(parseReaderLogins(environment['NATS_READER_PASSWORDS'] ?? ''));
  for (const name of logins.keys()) {
    if (name !== integratorDurable && !names.data.includes(name))
      throw new Error(`NATS_READERS does not name ${name}, which has a password`);
  }
  for (const name of names.data) {
    if (!logins.has(name))
      throw new Error(`NATS_READER_PASSWORDS has no password of ${name} (${name}:password)`);
  }
  const all = Object.assign({}, ...logins.values()) as ReaderLogins;
  const empty = Object.keys(all).find((user) => all[user] === '');
  if (empty !== undefined)
    throw new Error(`NATS_READER_PASSWORDS has no password of ${empty} (${empty}:password)`);
  return all;
}

/** Returns the user that a reader with these logins does not have yet. Throws when it has both. */
export function otherUserOf(reader: string, logins: ReaderLogins): string {
  const free = usersOfReader(reader).find((user) => logins[user] === undefined);
  if (free === undefined) throw new Error(`${reader} has two passwords already: end the old one first`);
  return free;
}
