import { setTimeout as pause } from 'node:timers/promises';
import type { Bus } from '@rejoin/messaging';
import type { Database } from '@rejoin/persistence';
import { proveWriting } from './readiness';

const everyMs = 10_000;
/** A server that does not answer for this long is down. */
const withinMs = 3_000;

/**
 * Tests every 10 s whether Postgres takes a write and NATS answers. It has a schedule of its own, so that the number of
 * writes does not depend on how many systems read the metrics.
 */
export class DependencyProbe {
  readonly up = { postgres: false, nats: false };
  private write: Promise<boolean> | undefined;
  private readonly timer = setInterval(() => void this.probe(), everyMs).unref();

  constructor(private readonly parts: { database: Database; bus: Pick<Bus, 'reachesServer'> }) {
    void this.probe();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async probe(): Promise<void> {
    const [postgres, nats] = await Promise.all([
      Promise.race([this.writes(), pause(withinMs, false, { ref: false })]),
      this.parts.bus.reachesServer(withinMs),
    ]);
    this.up.postgres = postgres;
    this.up.nats = nats;
  }

  /** A write that has not ended is not repeated, so that writes never queue behind a server that is frozen. */
  private writes(): Promise<boolean> {
    return (this.write ??= proveWriting(this.parts.database)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (this.write = undefined)));
  }
}
