import { createPublicKey, type KeyObject } from 'node:crypto';
import { fieldProblem, type AuthenticationSettings, type FieldProblem } from '@rejoin/contracts';

type Algorithm = AuthenticationSettings['algorithms'][number];

/**
 * The problems of a widget's public keys. A pasted private key is refused here, before it can reach the table, the
 * audit log or the bus.
 */
export function verificationKeyProblems(authentication: AuthenticationSettings): FieldProblem[] {
  return authentication.publicKeys.flatMap(
    ({ publicKey }, i) =>
      problemOf(`/authentication/publicKeys/${i}/publicKey`, publicKey, authentication.algorithms) ?? [],
  );
}

function problemOf(field: string, pem: string, allowed: readonly Algorithm[]): FieldProblem | undefined {
  if (/PRIVATE/.test(pem)) return fieldProblem(field, 'private-key');
  const key = readPublicKey(pem);
  if (!key) return fieldProblem(field, 'not-a-key');
  const algorithm = algorithmOf(key);
  if (!algorithm) return fieldProblem(field, 'weak-key');
  return allowed.includes(algorithm) ? undefined : fieldProblem(field, 'key-algorithm', { algorithm });
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
