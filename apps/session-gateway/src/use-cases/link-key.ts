import { readEnvironment } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { linkSecret, verifyLinkSecret } from '../domain/link-secret';
import { reconnectUrl } from '../domain/reconnect-slug';

const Environment = z.object({
  REJOIN_LINK_KEY: z.string().regex(/^[A-Za-z0-9_-]{43,}$/, 'must be at least 32 random bytes as base64url'),
});

/** The key of the reconnect links. It is read from the environment, and only links made with it leave this class. */
@Injectable()
export class LinkKey {
  private readonly key = Buffer.from(readEnvironment(Environment).REJOIN_LINK_KEY, 'base64url');

  /** Returns the address of a link. Only the link's customer may see it. */
  urlOf(linkId: string, portalUrl: string): string {
    return reconnectUrl(portalUrl, linkSecret(this.key, linkId));
  }

  verify(secret: string): string | undefined {
    return verifyLinkSecret(this.key, secret);
  }
}
