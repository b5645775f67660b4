import { newId } from '@rejoin/kernel';
import { isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { leaseSeconds, LeasesStore } from '../store/leases.store';
import { SweepDeadGateways } from '../use-cases/sweep-dead-gateways';

const renewMs = 1_000;

/**
 * This process's life as others see it: a lease renewed every second. A process that was taken for dead has
 * lost its lines: it sends its sockets elsewhere and begins a new life. It judges others only after it has held
 * its own lease for a whole term, since an outage of Postgres makes everybody look dead.
 */
@Injectable()
export class Incarnation implements OnApplicationBootstrap {
  id = newId();
  isHeld = false;
  private heldSince = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private ended = false;
  private readonly lost = new Set<() => void>();

  constructor(
    private readonly leases: LeasesStore,
    private readonly sweep: SweepDeadGateways,
    private readonly log: ServiceLog,
  ) {}

  onLost(listener: () => void): void {
    this.lost.add(listener);
  }

  /** Until it has its first lease no socket is taken in. */
  async onApplicationBootstrap(): Promise<void> {
    await this.begin().catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
    });
    this.schedule();
  }

  async end(nothingLeft: boolean): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.working;
    if (nothingLeft) await this.leases.end(this.id).catch(() => undefined);
  }

  private schedule(): void {
    if (this.ended) return;
    this.timer = setTimeout(() => {
      this.working = this.renew().finally(() => this.schedule());
    }, renewMs);
  }

  private async renew(): Promise<void> {
    try {
      if (this.isHeld && (await this.leases.renew(this.id))) {
        this.heldSince = Math.min(this.heldSince, performance.now());
        if (performance.now() - this.heldSince > leaseSeconds * 1_000) await this.sweep.execute();
      } else {
        if (this.isHeld)
          this.log.warn(
            { incarnation: this.id },
            'this gateway had been taken for dead; its sockets reconnect',
          );
        this.isHeld = false;
        await this.begin();
        for (const listener of this.lost) listener();
      }
    } catch {
      this.heldSince = Infinity;
    }
  }

  private async begin(): Promise<void> {
    const id = newId();
    await this.leases.begin(id);
    this.id = id;
    this.isHeld = true;
    this.heldSince = performance.now();
  }
}
