import { serviceLimits } from '@rejoin/contracts';

/** How many requests a service account may send to one process in one window of time. */
const quota = serviceLimits.requestsAMinute.value;
const windowMs = 60_000;
const mostKnown = 10_000;

/** What is left of the window after a request. */
export interface RateLeft {
  readonly isOver: boolean;
  /** `RateLimit-Policy` and `RateLimit`, as in draft-ietf-httpapi-ratelimit-headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secondsLeft: number;
}

/**
 * Counts the requests of service accounts in windows of one minute. Windows with the oldest start are removed first.
 */
export class ServiceRate {
  private readonly windows = new Map<string, { begun: number; used: number }>();

  count(accountId: string, now: number): RateLeft {
    const known = this.windows.get(accountId);
    const window = known && now - known.begun < windowMs ? known : { begun: now, used: 0 };
    if (window !== known) {
      this.windows.delete(accountId);
      this.windows.set(accountId, window);
      const [oldest] = this.windows.keys();
      if (this.windows.size > mostKnown && oldest !== undefined) this.windows.delete(oldest);
    }
    window.used++;
    const secondsLeft = Math.max(1, Math.ceil((window.begun + windowMs - now) / 1_000));
    const headers = {
      'RateLimit-Policy': `"service-account";q=${quota};w=${windowMs / 1_000}`,
      RateLimit: `"service-account";r=${Math.max(0, quota - window.used)};t=${secondsLeft}`,
    };
    return { isOver: window.used > quota, headers, secondsLeft };
  }
}
