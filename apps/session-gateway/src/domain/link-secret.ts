import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Returns the secret of a reconnect link: the link's id and an HMAC-SHA256 over it. The secret is derived whenever it
 * is needed and is never stored.
 */
export function linkSecret(key: Buffer, linkId: string): string {
  return `${linkId}.${createHmac('sha256', key).update(`rejoin-link:${linkId}`).digest('base64url')}`;
}

/**
 * Returns the link's id when the secret is genuine, otherwise undefined. The check takes the same time in both cases.
 */
export function verifyLinkSecret(key: Buffer, secret: string): string | undefined {
  const linkId = secret.slice(0, Math.max(secret.lastIndexOf('.'), 0));
  // The secrets are compared as text, because base64 decoding ignores characters that are not part of the alphabet.
  const receivedBytes = Buffer.from(secret);
  const expectedBytes = Buffer.from(linkSecret(key, linkId));
  const isGenuine =
    receivedBytes.length === expectedBytes.length && timingSafeEqual(receivedBytes, expectedBytes);
  return isGenuine ? linkId : undefined;
}
