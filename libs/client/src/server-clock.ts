import type { Snapshot } from '@rejoin/contracts';

const longestDelayMs = 10_000;

/**
 * The server's time, measured with the device's steady clock: a wrong or changed time of the device moves no countdown.
 * Every `serverNow` arrives with a delay, so the one that gives the latest time is the most exact.
 */
export class ServerClock {
  private offset: number | undefined;

  constructor(private readonly now: () => number) {}

  /** Call it for a new connection, which may lead to another machine. Earlier values no longer count. */
  reset(): void {
    this.offset = undefined;
  }

  heard(serverNow: string): void {
    const offset = Date.parse(serverNow) - this.now();
    const earlierMs = (this.offset ?? offset) - offset;
    // A value that is much earlier was not delayed: the clock of the device, which counts sleep, was set forward.
    if (earlierMs <= 0 || earlierMs > longestDelayMs) this.offset = offset;
  }

  /** Seconds until an instant of the server (ISO 8601), never below 0. */
  secondsUntil(instant: string): number {
    return Math.max(0, (Date.parse(instant) - this.serverNow()) / 1000);
  }

  /** Seconds since an instant of the server (ISO 8601), never below 0. */
  secondsSince(instant: string): number {
    return Math.max(0, (this.serverNow() - Date.parse(instant)) / 1000);
  }

  /** Seconds until the conversation's reconnection window ends; null while no window is open. */
  secondsLeft(conversation: Snapshot | undefined): number | null {
    const deadline = conversation?.window?.deadlineAt;
    return deadline === undefined ? null : this.secondsUntil(deadline);
  }

  private serverNow(): number {
    return this.offset === undefined ? Date.now() : this.offset + this.now();
  }
}
