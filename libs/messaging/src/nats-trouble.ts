import type { Explained } from '@rejoin/kernel';
import type { Log } from './log';

/**
 * Stores why NATS is not available, for health checks. A reason that lasts is logged as an alarm, once for each reason and
 * outage, so that a long outage does not fill the log.
 */
export class NatsTrouble {
  private current: Explained | undefined;
  private readonly reported = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Log | undefined,
    /** An outage that ends sooner raises no alarm. */
    private readonly alarmAfterMs: number,
  ) {}

  /** Why NATS is not available. Undefined while it is. */
  get reason(): string | undefined {
    return this.current?.what;
  }

  begins(trouble: Explained): void {
    this.current = trouble;
    if (this.reported.size > 0) this.report();
    else this.timer ??= setTimeout(() => this.report(), this.alarmAfterMs).unref();
  }

  ends(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.current = undefined;
    if (this.reported.size > 0) this.log?.info({}, 'NATS is available again');
    this.reported.clear();
  }

  private report(): void {
    if (!this.current || this.reported.has(this.current.what)) return;
    const { what: reason, remedy } = this.current;
    this.reported.add(reason);
    this.log?.error({ alarm: 'nats-unavailable', reason, remedy }, 'NATS is not available; trying again');
  }
}
