import { secretLines } from '@rejoin/kernel';
import { createPublicKey, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { newSecrets } from './variables';

export interface MadeSecrets {
  /** The number of files that were written. */
  readonly made: number;
  /** Whether others than the owner could enter the folder until now. */
  readonly wasOpen: boolean;
}

/**
 * Writes a file for each secret of docker-compose.yml into the folder, which only its owner can enter; the services in their
 * containers run as other users and read the files. An existing file is kept. A secret in the environment is written to its
 * file, which migrates an `.env` of release 0.1.
 */
export function makeSecrets(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): MadeSecrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const wasOpen = (statSync(folder).mode & 0o077) !== 0;
  if (wasOpen) chmodSync(folder, 0o700);
  const made = Object.entries(withOwnHalf(folder, newSecrets())).filter(([name, value]) =>
    writeNew(join(folder, name), environment[name] ?? value),
  ).length;
  return { made, wasOpen };
}

/** Returns the secrets with the public half of the private key that is there. */
function withOwnHalf(folder: string, fresh: Readonly<Record<string, string>>): Record<string, string> {
  const [privateFile, publicFile] = ['REJOIN_TOKEN_PRIVATE_KEY', 'REJOIN_TOKEN_PUBLIC_KEY'].map((name) =>
    join(folder, name),
  ) as [string, string];
  if (!existsSync(privateFile) && existsSync(publicFile))
    throw new Error(`${publicFile} is there without its private half: put that back, or remove this file`);
  if (!existsSync(privateFile) || existsSync(publicFile)) return { ...fresh };
  const halves = secretLines(readFileSync(privateFile, 'utf8')).map((key) =>
    createPublicKey(Buffer.from(key, 'base64')).export({ type: 'spki', format: 'pem' }),
  );
  const text = halves.map((half) => Buffer.from(half).toString('base64')).join('\n');
  return { ...fresh, REJOIN_TOKEN_PUBLIC_KEY: text };
}

/** Writes a file that does not exist, whole or not at all. Returns false when it exists. */
function writeNew(file: string, text: string): boolean {
  const next = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(next, text, { mode: 0o444, flag: 'wx' });
    linkSync(next, file);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || existsSync(file)) return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) throw error;
    // A file system without hard links.
    renameSync(next, file);
    return true;
  } finally {
    rmSync(next, { force: true });
  }
}
