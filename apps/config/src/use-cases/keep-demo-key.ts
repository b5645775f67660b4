import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The public half (SPKI PEM) of the key with which the demo's portal signs customers in. The private half
 * (ES256, PKCS8 PEM) is in `file`, for its owner alone; it is made when it is not there. Without a file it is
 * forgotten at once.
 */
export async function keepDemoKey(file: string | undefined): Promise<string> {
  if (file === undefined) return makeKey().publicKey;
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return publicHalf(kept);
  const { publicKey, privateKey } = makeKey();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, privateKey, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return publicKey;
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
