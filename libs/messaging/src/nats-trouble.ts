import type { Log } from './log';

/**
 * Why NATS does not serve this process now, for health checks. A reason that lasts is an alarm in the log: each
 * reason once an outage, so that an outage of an hour does not fill the log.
 */
export class NatsTrouble {
  private current: string | undefined;
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Log | undefined,
    /** What is over sooner is no alarm. */
    private readonly alarmAfterMs: number,
  ) {}

  /** Undefined: NATS serves this process. */
  get reason(): string | undefined {
    return this.current;
  }

  begins(reason: string): void {
    this.current = reason;
    if (this.told.size > 0) this.tell();
    else this.timer ??= setTimeout(() => this.tell(), this.alarmAfterMs).unref();
  }

  ends(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.current = undefined;
    if (this.told.size > 0) this.log?.info({}, 'NATS is available again');
    this.told.clear();
  }

  private tell(): void {
    const reason = this.current;
    if (reason === undefined || this.told.has(reason)) return;
    this.told.add(reason);
    this.log?.error({ alarm: 'nats-unavailable', reason }, 'NATS is not available; trying again');
  }
}
