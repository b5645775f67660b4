import type { Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { TokenBuckets } from '../domain/token-buckets';
import { gatewayLimits } from '../gateway.environment';

/** Whose start it is, as far as anybody knows: nothing of it is proven but the address. */
interface Starter {
  readonly address: string;
  readonly widgetId: string;
}

/**
 * How many conversations strangers may make at this gateway: of one address, and of one widget from wherever they
 * come. Customers whom the portal signed in, and everybody who has a conversation already, are not counted.
 */
@Injectable()
export class StartLimits {
  private readonly byAddress: TokenBuckets;
  private readonly byWidget: TokenBuckets;

  constructor() {
    const { REJOIN_STARTS_PER_ADDRESS, REJOIN_STARTS_PER_WIDGET } = gatewayLimits();
    this.byAddress = new TokenBuckets(REJOIN_STARTS_PER_ADDRESS);
    this.byWidget = new TokenBuckets(REJOIN_STARTS_PER_WIDGET);
  }

  /** Counts a start; a refusal says when the next one is allowed. */
  take({ address, widgetId }: Starter): Refused | undefined {
    const now = performance.now();
    if (!this.byAddress.take(address, now)) return tooMany(this.byAddress.waitSeconds(address, now));
    if (this.byWidget.take(widgetId, now)) return undefined;
    this.byAddress.giveBack(address);
    return tooMany(this.byWidget.waitSeconds(widgetId, now));
  }

  /** Nothing was made of it. */
  giveBack({ address, widgetId }: Starter): void {
    this.byAddress.giveBack(address);
    this.byWidget.giveBack(widgetId);
  }
}

function tooMany(retryAfterSeconds: number): Refused {
  return { refused: 'too-many', retryAfterSeconds };
}
