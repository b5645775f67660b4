import { createPublicKey, type KeyObject } from 'node:crypto';
import type { AuthenticationSettings } from '@rejoin/contracts';
import type { FieldProblem } from './rejection';

type Algorithm = AuthenticationSettings['algorithms'][number];

/**
 * What is wrong with the public keys of a widget. A pasted private key is refused here, before it could reach
 * the table, the audit log and the bus.
 */
export function verificationKeyProblems(authentication: AuthenticationSettings): FieldProblem[] {
  return authentication.publicKeys.flatMap(({ publicKey }, i) => {
    const message = problemOf(publicKey, authentication.algorithms);
    return message === undefined ? [] : [{ field: `/authentication/publicKeys/${i}/publicKey`, message }];
  });
}

function problemOf(pem: string, allowed: readonly Algorithm[]): string | undefined {
  if (/PRIVATE/.test(pem)) return 'is a private key: keep it secret, and send the public one';
  const key = readPublicKey(pem);
  if (!key) return 'must be a public key as PEM (-----BEGIN PUBLIC KEY-----)';
  const algorithm = algorithmOf(key);
  if (!algorithm) return 'must be RSA with at least 2048 bits, EC P-256 or Ed25519';
  return allowed.includes(algorithm) ? undefined : `is a key for ${algorithm}, which is not allowed here`;
}

function readPublicKey(pem: string): KeyObject | undefined {
  if (!pem.trim().startsWith('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject) {
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048) return 'RS256';
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return 'ES256';
  if (type === 'ed25519') return 'EdDSA';
  return undefined;
}
