import { ReaderNames } from '@rejoin/contracts';
import { randomBytes } from 'node:crypto';
import { readersOf } from './readers';

export type ReaderAct = 'add' | 'rotate' | 'remove';
export const readerActs: readonly ReaderAct[] = ['add', 'rotate', 'remove'];

/** The two texts that contain an operator's readers: `.env`, and the secret NATS_READER_PASSWORDS. */
export interface ReaderFiles {
  readonly env: string;
  readonly passwords: string;
}

/**
 * Adds a reader, gives it a new password, or removes it. Throws when this conflicts with the existing
 * readers.
 */
export function manageReaders(
  files: ReaderFiles,
  act: ReaderAct,
  name: string,
  newPassword = () => randomBytes(24).toString('base64url'),
): ReaderFiles & { readonly password: string | undefined } {
  const readers = new Map(Object.entries(readReaders(files)));
  if (act === 'add' && readers.has(name)) throw new Error(`${name} is there already`);
  if (act !== 'add' && !readers.has(name)) throw new Error(`there is no reader ${name}`);
  const password = act === 'remove' ? undefined : newPassword();
  if (password === undefined) readers.delete(name);
  else readers.set(name, password);
  const names = ReaderNames.safeParse(name);
  if (!names.success) throw new Error(`${name} ${names.error.issues[0]?.message ?? 'is not valid'}`);
  if (names.data.length !== 1) throw new Error('one name at a time');
  return {
    env: withNames(files.env, [...readers.keys()]),
    passwords: [...readers].map(([reader, secret]) => `${reader}:${secret}`).join(','),
    password,
  };
}

/** The passwords by name. */
export function readReaders({ env, passwords }: ReaderFiles): Readonly<Record<string, string>> {
  const [, names = ''] = namesLine.exec(env) ?? [];
  return readersOf({ NATS_READERS: names.trim(), NATS_READER_PASSWORDS: passwords.trim() });
}

const namesLine = /^NATS_READERS=(.*)$/m;

function withNames(env: string, names: readonly string[]): string {
  const line = `NATS_READERS=${names.join(',')}`;
  if (namesLine.test(env)) return env.replace(namesLine, line);
  return `${env}${env === '' || env.endsWith('\n') ? '' : '\n'}${line}\n`;
}
