import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Returns the public half (SPKI PEM) of the key with which the demo's portal signs customers in. The private half
 * (ES256, PKCS8 PEM) is in `file`, which only its owner can read. The first replica creates the file when it does not
 * exist. Without a file, the private half is discarded.
 */
export async function keepDemoKey(file: string | undefined): Promise<string> {
  if (file === undefined) return makeKey().publicKey;
  const existing = await readFile(file, 'utf8').catch(() => undefined);
  if (existing !== undefined) return publicHalf(existing);
  await mkdir(dirname(file), { recursive: true });
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, makeKey().privateKey, { mode: 0o600 });
  try {
    // Unlike a rename, a link replaces nothing, so replicas that start together keep the same key.
    await link(own, file).catch(unlessThere);
  } finally {
    await rm(own);
  }
  return publicHalf(await readFile(file, 'utf8'));
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function makeKey(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

function publicHalf(privateKey: string): string {
  return createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }).toString();
}
