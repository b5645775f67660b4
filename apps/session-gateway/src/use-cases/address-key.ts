import type { SecretValues } from '@rejoin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { hashAddress } from '../domain/customer-keys';
import { gatewayEnvironment, type GatewayEnvironment } from '../gateway.environment';

/**
 * The key of the hashes of network addresses. It is the newest key of the reconnect links: when that is changed, addresses
 * that are blocked at this time, for an hour at most, are no longer recognised.
 */
@Injectable()
export class AddressKey {
  private readonly values: SecretValues;

  constructor(@Inject(gatewayEnvironment) { REJOIN_LINK_KEY }: GatewayEnvironment) {
    this.values = REJOIN_LINK_KEY;
  }

  hash(address: string): string {
    return hashAddress(Buffer.from(this.values.newest, 'base64url'), address);
  }
}
