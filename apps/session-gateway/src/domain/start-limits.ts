import type { Refused } from '@rejoin/kernel';
import { TokenBuckets, type Rate } from './token-buckets';

/** The origin of a start. Only the address is proven. */
interface Starter {
  readonly address: string;
  readonly widgetId: string;
}

/**
 * Limits how many conversations anonymous customers can start at this gateway, for each address and for each widget.
 * Customers whom the portal signed in, and customers who have a conversation already, are not counted.
 */
export class StartLimits {
  private readonly byAddress: TokenBuckets;
  private readonly byWidget: TokenBuckets;

  constructor(perAddress: Rate, perWidget: Rate) {
    this.byAddress = new TokenBuckets(perAddress);
    this.byWidget = new TokenBuckets(perWidget);
  }

  /** Counts a start at `now`, in milliseconds. A refusal contains the time until the next start is allowed. */
  take({ address, widgetId }: Starter, now: number): Refused | undefined {
    if (!this.byAddress.take(address, now)) return tooMany(this.byAddress.waitSeconds(address, now));
    if (this.byWidget.take(widgetId, now)) return undefined;
    this.byAddress.giveBack(address);
    return tooMany(this.byWidget.waitSeconds(widgetId, now));
  }

  /** Undoes the count of a start that created no conversation. */
  giveBack({ address, widgetId }: Starter): void {
    this.byAddress.giveBack(address);
    this.byWidget.giveBack(widgetId);
  }
}

function tooMany(retryAfterSeconds: number): Refused {
  return { refused: 'too-many', retryAfterSeconds };
}
