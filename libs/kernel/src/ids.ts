import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new id: UUID version 7, so that rows of one time lie together in an index. */
export function newId(): string {
  return v7();
}

/** 256 random bits, base64url without padding: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a secret, hex. The only form in which a secret of a claimant is stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * The public name of a claim: what the timer and the bus know of a claimant, so that the same claimant
 * asking again gets the same answer. Nothing can be opened with it: it is a hash of the secret's hash.
 */
export function claimOf(secretHash: string): string {
  return createHash('sha256').update(`claim:${secretHash}`).digest('hex').slice(0, 32);
}

/** Names a request without the client's own words, so that facts may carry it: the same in every service. */
export function requestName(requestId: string): string {
  return hashSecret(requestId).slice(0, 32);
}
