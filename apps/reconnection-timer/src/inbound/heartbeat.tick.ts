import { Bus } from '@rejoin/messaging';
import { Database, isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { OutagesStore } from '../store/outages.store';

const beatMs = 1_000;
/** A process that starts finds nobody else when the last sign of life is older than this. */
const silentAtStartSeconds = 1.25;

/**
 * Writes a sign of life every second while this replica reaches database and bus. Before its first one a replica
 * expires nothing: it does not know yet whether questions could be asked.
 */
@Injectable()
export class HeartbeatTick implements OnApplicationBootstrap, BeforeApplicationShutdown {
  hasBegun = false;
  private next: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;
  private running = true;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly outages: OutagesStore,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): void {
    this.beat();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.running = false;
    clearTimeout(this.next);
    await this.beating;
  }

  private beat(): void {
    this.beating = this.tell()
      .catch((error: unknown) => {
        if (!isUnreachable(error)) this.log.warn({ err: error }, 'a sign of life could not be written');
      })
      .finally(() => {
        if (this.running) this.next = setTimeout(() => this.beat(), beatMs);
      });
  }

  private async tell(): Promise<void> {
    if (!(await this.bus.reachesServer())) return;
    await this.outages.beat(this.database, this.hasBegun ? undefined : silentAtStartSeconds);
    this.hasBegun = true;
  }
}
