import { Inject, Injectable } from '@nestjs/common';
import { hashAddress } from '../domain/customer-keys';
import { gatewayEnvironment, type GatewayEnvironment } from '../gateway.environment';

/**
 * The key of the hashes of network addresses. It is the key of the reconnect links: when that is replaced, addresses that
 * are blocked at this time, for an hour at most, are no longer recognised.
 */
@Injectable()
export class AddressKey {
  private readonly key: Buffer;

  constructor(@Inject(gatewayEnvironment) { REJOIN_LINK_KEY }: GatewayEnvironment) {
    this.key = Buffer.from(REJOIN_LINK_KEY, 'base64url');
  }

  hash(address: string): string {
    return hashAddress(this.key, address);
  }
}
