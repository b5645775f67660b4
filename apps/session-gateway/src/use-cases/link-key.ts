import { Inject, Injectable } from '@nestjs/common';
import { linkSecret, verifyLinkSecret } from '../domain/link-secret';
import { reconnectUrl } from '../domain/reconnect-slug';
import { gatewayEnvironment, type GatewayEnvironment } from '../gateway.environment';

/** The key of the reconnect links. It is read from the environment, and only links made with it leave this class. */
@Injectable()
export class LinkKey {
  private readonly key: Buffer;

  constructor(@Inject(gatewayEnvironment) { REJOIN_LINK_KEY }: GatewayEnvironment) {
    this.key = Buffer.from(REJOIN_LINK_KEY, 'base64url');
  }

  /** Returns the address of a link. Only the link's customer may see it. */
  urlOf(linkId: string, portalUrl: string): string {
    return reconnectUrl(portalUrl, linkSecret(this.key, linkId));
  }

  verify(secret: string): string | undefined {
    return verifyLinkSecret(this.key, secret);
  }
}
