import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Returns a new id: a UUID of version 7, so that rows of the same time are close together in an index. */
export function newId(): string {
  return v7();
}

/** Returns 256 random bits as base64url without padding: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns the SHA-256 of a secret in hex, the only form in which a claimant's secret is stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Returns the public name of a claim, by which the timer recognises a repeated request of the same claimant. It grants no
 * access, because it is a hash of the secret's hash.
 */
export function claimOf(secretHash: string): string {
  return createHash('sha256').update(`claim:${secretHash}`).digest('hex').slice(0, 32);
}

/** Returns a name of a request that facts can carry, because it reveals nothing of the client's text. */
export function requestName(requestId: string): string {
  return hashSecret(requestId).slice(0, 32);
}
