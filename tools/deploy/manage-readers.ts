import { integratorDurable, ReaderNames } from '@rejoin/contracts';
import { byReader, secretLines, type ReaderLogins } from '@rejoin/kernel';
import { randomBytes } from 'node:crypto';
import { otherUserOf, readersOf } from './readers';

/** `rotate` makes a new password, and the old one stays valid until `end`. */
export const readerActs = ['add', 'rotate', 'end', 'remove'] as const;
export type ReaderAct = (typeof readerActs)[number];

/** The texts that contain an operator's readers. */
export interface ReaderFiles {
  /** `.env`, which names the readers. */
  readonly env: string;
  /** The secret NATS_READER_PASSWORDS. */
  readonly passwords: string;
  /** The secret INTEGRATOR_NATS_PASSWORD, the first password of the reader that is always there. */
  readonly integrator: string;
}

/** What changes, and the new login, which only now is shown. */
export interface ChangedReaders extends Pick<ReaderFiles, 'env' | 'passwords'> {
  readonly user?: string;
  readonly password?: string;
}

/**
 * Adds a reader, gives it a new password, ends its old one, or removes it. Throws when this conflicts with the existing
 * readers.
 */
export function manageReaders(
  files: ReaderFiles,
  act: ReaderAct,
  name: string,
  newPassword = () => randomBytes(24).toString('base64url'),
): ChangedReaders {
  const readers = new Map(readReaders(files));
  const isFirst = name === integratorDurable;
  const logins =
    readers.get(name) ?? (isFirst ? { [name]: secretLines(files.integrator)[0] ?? '' } : undefined);
  if (act === 'add' && logins) throw new Error(`${name} is there already`);
  if (act !== 'add' && !logins) throw new Error(`there is no reader ${name}`);
  if (act === 'remove' && isFirst) throw new Error(`${name} is always there`);
  if (!isFirst) checkName(name);
  if (act === 'end') readers.set(name, Object.fromEntries(Object.entries(logins ?? {}).slice(0, 1)));
  if (act === 'remove') readers.delete(name);
  const login =
    act === 'add' || act === 'rotate'
      ? { user: otherUserOf(name, logins ?? {}), password: newPassword() }
      : undefined;
  if (login) readers.set(name, { [login.user]: login.password, ...logins });
  return {
    env: withNames(
      files.env,
      [...readers.keys()].filter((one) => one !== integratorDurable),
    ),
    passwords: [...readers.values()]
      .flatMap((of) => Object.entries(of).map(([user, password]) => `${user}:${password}`))
      .join(','),
    ...login,
  };
}

/**
 * Returns the logins of each reader, the newest first. The first reader is among them when its password was changed
 * by these acts.
 */
export function readReaders({
  env,
  passwords,
}: Pick<ReaderFiles, 'env' | 'passwords'>): ReadonlyMap<string, ReaderLogins> {
  const [, names = ''] = namesLine.exec(env) ?? [];
  return byReader(readersOf({ NATS_READERS: names.trim(), NATS_READER_PASSWORDS: passwords.trim() }));
}

function checkName(name: string): void {
  const names = ReaderNames.safeParse(name);
  if (!names.success) throw new Error(`${name} ${names.error.issues[0]?.message ?? 'is not valid'}`);
  if (names.data.length !== 1) throw new Error('one name at a time');
}

const namesLine = /^NATS_READERS=(.*)$/m;

function withNames(env: string, names: readonly string[]): string {
  const line = `NATS_READERS=${names.join(',')}`;
  if (namesLine.test(env)) return env.replace(namesLine, line);
  // Without further readers there is nothing to name.
  if (names.length === 0) return env;
  return `${env}${env === '' || env.endsWith('\n') ? '' : '\n'}${line}\n`;
}
