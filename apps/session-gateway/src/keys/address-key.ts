import type { SecretValues } from '@rejoin/kernel';
import { hashAddress } from '../domain/customer-keys';

/**
 * The key of the hashes of network addresses. It is the newest key of the reconnect links: when that is changed, addresses
 * that are blocked at this time, for an hour at most, are no longer recognised.
 */
export class AddressKey {
  constructor(private readonly values: SecretValues) {}

  hash(address: string): string {
    return hashAddress(Buffer.from(this.values.newest, 'base64url'), address);
  }
}
