import { Bus } from '@rejoin/messaging';
import type { Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { OutagesStore } from '../store/outages.store';

/** A process that starts finds nobody else when the last sign of life is older than this. */
const silentAtStartSeconds = 1.25;
/** A bus that does not answer holds up the look at the deadlines for no longer. */
const answersWithinMs = 1_000;

/**
 * Writes signs of life while this replica reaches database and bus. Before its first one a replica expires nothing: it
 * does not know yet whether questions could be asked.
 */
@Injectable()
export class Heartbeat {
  hasBegun = false;

  constructor(
    private readonly bus: Bus,
    private readonly outages: OutagesStore,
  ) {}

  /** Whether there is a sign of life to be written now. */
  isAlive(): Promise<boolean> {
    return this.bus.reachesServer(answersWithinMs);
  }

  async beat(sql: Sql): Promise<void> {
    await this.outages.beat(sql, this.hasBegun ? undefined : silentAtStartSeconds);
    this.hasBegun = true;
  }
}
