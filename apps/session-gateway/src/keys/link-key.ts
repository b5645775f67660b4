import type { SecretValues } from '@rejoin/kernel';
import { linkSecret, verifyLinkSecret } from '../domain/link-secret';
import { reconnectUrl } from '../domain/reconnect-slug';

/**
 * The key of the reconnect links, of which only links leave this class. Links are made with the newest value, and accepted
 * with every value: a link that was made before the key was changed opens its conversation.
 */
export class LinkKey {
  constructor(private readonly values: SecretValues) {}

  /** Returns the address of a link. Only the link's customer may see it. */
  urlOf(linkId: string, portalUrl: string): string {
    return reconnectUrl(portalUrl, linkSecret(bytesOf(this.values.newest), linkId));
  }

  verify(secret: string): string | undefined {
    for (const value of this.values.candidates()) {
      const linkId = verifyLinkSecret(bytesOf(value), secret);
      if (linkId !== undefined) return linkId;
    }
    return undefined;
  }
}

function bytesOf(value: string): Buffer {
  return Buffer.from(value, 'base64url');
}
