import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** Whether a text is a private key as REJOIN_TOKEN_PRIVATE_KEY has it: the PKCS8 PEM in base64. */
export function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(pemOf(text)).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/** The public half of a private key. */
export function publicHalf(privateKey: string): KeyObject {
  return createPublicKey(createPrivateKey(pemOf(privateKey)));
}

export function pemOf(key: string): string {
  return Buffer.from(key, 'base64').toString('utf8');
}
