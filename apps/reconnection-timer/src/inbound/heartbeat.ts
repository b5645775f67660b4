import { Bus } from '@rejoin/messaging';
import type { Sql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { OutagesStore } from '../store/outages.store';

/** When a replica starts and the last heartbeat is older than this, no other replica was running. */
const outageAtStartSeconds = 1.25;
/** The longest time for which a bus that does not answer delays the poll of the deadlines. */
const busTimeoutMs = 1_000;

/**
 * Writes heartbeats while this replica reaches both the database and the bus. No window expires and no alarm rings before the
 * first heartbeat, because until then the replica does not know whether an outage has just ended. Requests are decided
 * before that too.
 */
@Injectable()
export class Heartbeat {
  hasBeaten = false;

  constructor(
    private readonly bus: Bus,
    private readonly outages: OutagesStore,
  ) {}

  /** Whether a heartbeat may be written now. */
  reachesBus(): Promise<boolean> {
    return this.bus.reachesServer(busTimeoutMs);
  }

  async beat(sql: Sql): Promise<void> {
    await this.outages.beat(sql, this.hasBeaten ? undefined : outageAtStartSeconds);
    this.hasBeaten = true;
  }
}
