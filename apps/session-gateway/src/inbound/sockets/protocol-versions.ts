import { gatewayFeatures, protocolRevision, type GatewayVersion } from '@rejoin/contracts';
import { Injectable } from '@nestjs/common';
import { gatewayEnvironment } from '../../gateway.environment';

/** What this gateway says of itself in the answer to a first frame, and which clients it still serves. */
@Injectable()
export class ProtocolVersions {
  readonly server: GatewayVersion = {
    revision: protocolRevision,
    oldest: gatewayEnvironment().REJOIN_OLDEST_CLIENT,
    features: Object.keys(gatewayFeatures),
  };

  /** Clients of release 0.1.0 do not say their revision, which is 1. */
  isTooOld({ client }: { readonly client?: { readonly revision: number } | undefined }): boolean {
    return (client?.revision ?? 1) < this.server.oldest;
  }
}
