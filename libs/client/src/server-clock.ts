import type { Snapshot } from '@rejoin/contracts';

/**
 * The server's time, told by a clock that nobody sets: a wrong or changed clock of the device moves no
 * countdown. Every `serverNow` arrives late by its way, so the latest one told is the nearest.
 */
export class ServerClock {
  private offset: number | undefined;

  constructor(private readonly now: () => number) {}

  /** A new connection may lead to another machine: its word counts alone. */
  reset(): void {
    this.offset = undefined;
  }

  heard(serverNow: string): void {
    const offset = Date.parse(serverNow) - this.now();
    if (this.offset === undefined || offset > this.offset) this.offset = offset;
  }

  /** Seconds until an instant of the server, never below 0. */
  secondsUntil(instant: string): number {
    return Math.max(0, (Date.parse(instant) - this.serverNow()) / 1000);
  }

  /** Seconds since an instant of the server, never below 0. */
  secondsSince(instant: string): number {
    return Math.max(0, (this.serverNow() - Date.parse(instant)) / 1000);
  }

  /** Seconds left to come back, or null while no window runs. */
  secondsLeft(conversation: Snapshot | undefined): number | null {
    const deadline = conversation?.window?.deadlineAt;
    return deadline === undefined ? null : this.secondsUntil(deadline);
  }

  private serverNow(): number {
    return this.offset === undefined ? Date.now() : this.offset + this.now();
  }
}
