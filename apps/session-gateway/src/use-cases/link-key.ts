import type { SecretValues } from '@rejoin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { linkSecret, verifyLinkSecret } from '../domain/link-secret';
import { reconnectUrl } from '../domain/reconnect-slug';
import { gatewayEnvironment, type GatewayEnvironment } from '../gateway.environment';

/**
 * The key of the reconnect links, of which only links leave this class. Links are made with the newest value, and accepted
 * with every value: a link that was made before the key was changed opens its conversation.
 */
@Injectable()
export class LinkKey {
  private readonly values: SecretValues;

  constructor(@Inject(gatewayEnvironment) { REJOIN_LINK_KEY }: GatewayEnvironment) {
    this.values = REJOIN_LINK_KEY;
  }

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
