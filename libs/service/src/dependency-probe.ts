import type { Bus } from '@rejoin/messaging';
import type { Database } from '@rejoin/persistence';
import { WriteProbe } from './store/readiness';

const everyMs = 10_000;
/** A nats-server that does not answer for this long is down. */
const withinMs = 3_000;

/**
 * Tests every 10 s whether Postgres takes a write and NATS answers. It has a schedule of its own, so that the number of
 * writes does not depend on how many systems read the metrics.
 */
export class DependencyProbe {
  readonly up = { postgres: false, nats: false };
  private readonly postgres: WriteProbe;
  private readonly timer = setInterval(() => void this.probe(), everyMs).unref();

  constructor(private readonly parts: { database: Database; bus: Pick<Bus, 'reachesServer'> }) {
    this.postgres = new WriteProbe(parts.database);
    void this.probe();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async probe(): Promise<void> {
    const [postgres, nats] = await Promise.all([
      this.postgres.takesWrites(),
      this.parts.bus.reachesServer(withinMs),
    ]);
    this.up.postgres = postgres;
    this.up.nats = nats;
  }
}
