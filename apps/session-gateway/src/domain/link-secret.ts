import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a reconnect link carries: the link's id and an HMAC-SHA256 over it. It is made again whenever it must be
 * shown and is stored nowhere.
 */
export function linkSecret(key: Buffer, linkId: string): string {
  return `${linkId}.${signature(key, linkId).toString('base64url')}`;
}

/** The link's id when the secret is genuine, else undefined. Takes the same time either way. */
export function verifyLinkSecret(key: Buffer, secret: string): string | undefined {
  const dot = secret.lastIndexOf('.');
  const linkId = secret.slice(0, Math.max(dot, 0));
  const given = Buffer.from(secret.slice(dot + 1), 'base64url');
  const expected = signature(key, linkId);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  return genuine ? linkId : undefined;
}

function signature(key: Buffer, linkId: string): Buffer {
  return createHmac('sha256', key).update(`rejoin-link:${linkId}`).digest();
}
