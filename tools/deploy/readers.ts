import { ReaderNames } from '@rejoin/contracts';

/**
 * The passwords of additional readers. NATS_READERS names them (the services create their durables from it),
 * and NATS_READER_PASSWORDS has `name:password` of each, separated by commas. Throws when the two do not
 * match.
 */
export function readersOf(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const names = ReaderNames.safeParse(environment['NATS_READERS'] ?? '');
  if (!names.success) throw new Error(`NATS_READERS: ${names.error.issues[0]?.message ?? 'is not valid'}`);
  const pairs = (environment['NATS_READER_PASSWORDS'] ?? '').split(',').filter((pair) => pair.trim() !== '');
  const passwords = new Map(pairs.map((pair) => splitAtColon(pair.trim())));
  for (const name of passwords.keys()) {
    if (!names.data.includes(name))
      throw new Error(`NATS_READERS does not name ${name}, which has a password`);
  }
  return Object.fromEntries(
    names.data.map((name) => {
      const password = passwords.get(name);
      if (!password) throw new Error(`NATS_READER_PASSWORDS has no password of ${name} (${name}:password)`);
      return [name, password];
    }),
  );
}

function splitAtColon(pair: string): [string, string] {
  const colon = pair.indexOf(':');
  return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
}
