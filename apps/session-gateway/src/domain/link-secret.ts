import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a reconnect link carries: the link's id and an HMAC-SHA256 over it. It is made again whenever it must be
 * shown and is stored nowhere.
 */
export function linkSecret(key: Buffer, linkId: string): string {
  return `${linkId}.${createHmac('sha256', key).update(`rejoin-link:${linkId}`).digest('base64url')}`;
}

/** The link's id when the secret is genuine, else undefined. Takes the same time either way. */
export function verifyLinkSecret(key: Buffer, secret: string): string | undefined {
  const linkId = secret.slice(0, Math.max(secret.lastIndexOf('.'), 0));
  // Compared as text: decoding base64 would let through signs that stand for nothing.
  const receivedBytes = Buffer.from(secret);
  const expectedBytes = Buffer.from(linkSecret(key, linkId));
  const isGenuine =
    receivedBytes.length === expectedBytes.length && timingSafeEqual(receivedBytes, expectedBytes);
  return isGenuine ? linkId : undefined;
}
