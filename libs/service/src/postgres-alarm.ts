import type { Log } from '@rejoin/messaging';
import { takesNoWrites } from '@rejoin/persistence';

const tellEveryMs = 60_000;

/**
 * Raises an alarm, once a minute while it lasts, when Postgres is there and takes no writes. Its own words say why, for
 * example that its disk is full. Clients are told to try again meanwhile, and nobody else would say it.
 */
export class PostgresAlarm {
  private toldAt = -Infinity;

  constructor(private readonly log: Pick<Log, 'error'>) {}

  failed(error: unknown): void {
    const now = performance.now();
    if (!takesNoWrites(error) || now - this.toldAt < tellEveryMs) return;
    this.toldAt = now;
    const reason = error instanceof Error ? error.message : String(error);
    this.log.error(
      { alarm: 'postgres-takes-no-writes', reason },
      `Postgres takes no writes (${reason}); everything goes on by itself when it does`,
    );
  }
}
