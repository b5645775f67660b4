import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SecretTexts } from './change-secrets';

/** Reads the secrets of these names that are there. */
export function readSecretFolder(folder: string, names: readonly string[]): SecretTexts {
  const there = names.filter((name) => existsSync(join(folder, name)));
  return Object.fromEntries(there.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * Writes into the file that is there: a container has the file itself mounted, and would keep the old one if it was
 * replaced by another. A service that reads at this moment keeps its values until the text is complete.
 */
export function writeSecretFile(folder: string, name: string, text: string, mode = 0o444): void {
  const file = join(folder, name);
  chmodSync(file, mode | 0o200);
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, text, 0);
    ftruncateSync(descriptor, Buffer.byteLength(text));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
    chmodSync(file, mode);
  }
}
