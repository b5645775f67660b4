import type { RefusalName } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { TokenBuckets } from '../../domain/token-buckets';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';

/** Refusals of clients who could not prove what they claim. */
const failures: ReadonlySet<RefusalName> = new Set(['denied', 'token-invalid', 'origin-not-allowed']);

/**
 * Counts failed attempts of an address with wrong secrets, links and tokens. An address that fails too often gets
 * `too-many` instead of the reason. A successful attempt is never refused, because offices share one address.
 */
@Injectable()
export class FailedAttempts {
  private readonly ofAddress: TokenBuckets;

  constructor(@Inject(gatewayEnvironment) { REJOIN_FAILURES_PER_ADDRESS }: GatewayEnvironment) {
    this.ofAddress = new TokenBuckets(REJOIN_FAILURES_PER_ADDRESS);
  }

  /** Returns the outcome, or `too-many` in its place. */
  countFailure<Outcome>(address: string, outcome: Outcome): Outcome | Refused {
    if (!isRefused(outcome) || !failures.has(outcome.refused)) return outcome;
    const now = performance.now();
    if (this.ofAddress.take(address, now)) return outcome;
    return { refused: 'too-many', retryAfterSeconds: this.ofAddress.waitSeconds(address, now) };
  }
}
