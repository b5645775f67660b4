import { gatewayFeatures, protocolRevision, type GatewayVersion } from '@rejoin/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';

/** The versions in the answer to a first frame, and the oldest client that this gateway serves. */
@Injectable()
export class ProtocolVersions {
  readonly server: GatewayVersion;

  constructor(@Inject(gatewayEnvironment) { REJOIN_OLDEST_CLIENT: oldest }: GatewayEnvironment) {
    this.server = { revision: protocolRevision, oldest, features: Object.keys(gatewayFeatures) };
  }

  /** Clients of release 0.1.0 do not send their revision, which is 1. */
  isTooOld({ client }: { readonly client?: { readonly revision: number } | undefined }): boolean {
    return (client?.revision ?? 1) < this.server.oldest;
  }
}
