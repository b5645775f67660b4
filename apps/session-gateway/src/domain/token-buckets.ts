import { TokenBucket } from './token-bucket';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface UsedBucket {
  readonly bucket: TokenBucket;
  readonly at: number;
}

/**
 * One rate limit for each key. To bound the memory, a bucket is removed when it would be full again, and the least
 * recently used bucket is removed when there are more than `max`.
 */
export class TokenBuckets {
  /** The buckets are in the order of their last use. */
  private readonly buckets = new Map<string, UsedBucket>();

  constructor(
    private readonly rate: Rate,
    private readonly max = 100_000,
  ) {}

  take(key: string, now: number): boolean {
    const entry = this.buckets.get(key);
    this.buckets.delete(key);
    this.forget(now);
    const bucket = entry?.bucket ?? new TokenBucket(this.rate.perSecond, this.rate.burst, now);
    this.buckets.set(key, { bucket, at: now });
    return bucket.take(now);
  }

  /** Puts back a token whose use does not count. */
  giveBack(key: string): void {
    this.buckets.get(key)?.bucket.giveBack();
  }

  /** Returns the whole seconds until the key may take again, at least 1. */
  waitSeconds(key: string, now: number): number {
    return this.buckets.get(key)?.bucket.waitSeconds(now) ?? 1;
  }

  get size(): number {
    return this.buckets.size;
  }

  private forget(now: number): void {
    const { perSecond, burst } = this.rate;
    for (const [key, { at }] of this.buckets) {
      const isFull = (now - at) / 1_000 >= burst / perSecond;
      if (!isFull && this.buckets.size < this.max) return;
      this.buckets.delete(key);
    }
  }
}
