import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sumsFile = 'SHA256SUMS';
export const signatureFile = `${sumsFile}.sig`;

/**
 * Writes the SHA-256 of every file of a folder in the form of `sha256sum`, and signs that list with an Ed25519 key. The
 * signature is the bare one of RFC 8032, which OpenSSL 3 verifies.
 */
export function signFolder(folder: string, privateKeyPem: string): void {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key of releases is an Ed25519 key');
  const sums = filesIn(folder)
    .map((name) => `${sha256(join(folder, name))}  ${name}\n`)
    .join('');
  writeFileSync(join(folder, sumsFile), sums);
  writeFileSync(join(folder, signatureFile), sign(null, Buffer.from(sums), key));
}

/** Returns what is wrong with a folder: a signature that is not of this key, and files that differ, are missing or were added. */
export function problemsOf(folder: string, publicKeyPem: string): string[] {
  const present = readdirSync(folder);
  if (!present.includes(sumsFile) || !present.includes(signatureFile))
    return [`${sumsFile} or ${signatureFile} is missing`];
  const sums = readFileSync(join(folder, sumsFile));
  const signature = readFileSync(join(folder, signatureFile));
  if (!verify(null, sums, createPublicKey(publicKeyPem), signature))
    return [`${signatureFile} is not the signature of ${sumsFile} by this key`];
  const signed = new Map(
    sums
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const files = filesIn(folder);
  return [
    ...[...signed.keys()].filter((name) => !files.includes(name)).map((name) => `${name} is missing`),
    ...files.flatMap((name) => {
      if (!signed.has(name)) return [`${name} is not signed`];
      return signed.get(name) === sha256(join(folder, name)) ? [] : [`${name} was changed`];
    }),
  ];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== sumsFile && name !== signatureFile)
    .sort();
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
