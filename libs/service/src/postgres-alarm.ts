import { explain } from '@rejoin/kernel';
import type { Log } from '@rejoin/messaging';
import { takesNoWrites } from '@rejoin/persistence';

const tellEveryMs = 60_000;
/** A restart or a failover that ends within this time raises no alarm. */
const patienceMs = 3_000;
/** An interruption without a new error for this long is over. One attempt to connect may take 5 s to fail. */
const troubleLastsMs = 15_000;

/**
 * Raises an alarm, once a minute while it lasts, when Postgres accepts no writes or no longer serves this process. The
 * alarm contains the error of Postgres, for example that its disk is full or that it has too many connections.
 * Meanwhile clients are only asked to try again, so nothing else would report it. The two kinds of alarms are
 * independent.
 */
export class PostgresAlarm {
  private readonly toldAt = new Map<string, number>();
  private goneSince = -Infinity;
  private goneAt = -Infinity;

  constructor(private readonly log: Pick<Log, 'error'>) {}

  /** Call it with each error that ends a connection or prevents one. */
  failed(error: unknown): void {
    const now = performance.now();
    const reason = error instanceof Error ? error.message : String(error);
    const { remedy } = explain('Postgres', error);
    if (takesNoWrites(error))
      this.tell(now, 'postgres-takes-no-writes', `takes no writes (${reason})`, { reason, remedy });
    else if (this.lasts(now))
      this.tell(now, 'postgres-unavailable', `is not available (${reason})`, { reason, remedy });
  }

  private lasts(now: number): boolean {
    if (now - this.goneAt > troubleLastsMs) this.goneSince = now;
    this.goneAt = now;
    return now - this.goneSince >= patienceMs;
  }

  private tell(now: number, alarm: string, what: string, fields: object): void {
    if (now - (this.toldAt.get(alarm) ?? -Infinity) < tellEveryMs) return;
    this.toldAt.set(alarm, now);
    this.log.error(
      { alarm, ...fields },
      `Postgres ${what}. The service tries again, and continues by itself when Postgres works.`,
    );
  }
}
