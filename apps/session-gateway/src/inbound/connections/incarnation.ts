import { newId, type Job } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LeaseTerm } from '../../domain/lease-term';
import { leaseSeconds, LeasesStore } from '../../store/leases.store';
import { readUpcomingWork, type UpcomingWork } from '../../store/upcoming-work';

const renewMs = 1_000;

/**
 * This process's life as others see it: a lease renewed every second. A process that was taken for dead has
 * lost its lines: it sends its sockets elsewhere and begins a new life. It judges others only after it has held
 * its own lease for a whole term, since an outage of Postgres makes everybody look dead. With each renewal, in the
 * same round trip, it looks at the time and at the work that is due in all gateways.
 */
@Injectable()
export class Incarnation implements OnApplicationBootstrap {
  id = newId();
  isHeld = false;
  private readonly term = new LeaseTerm(leaseSeconds * 1_000);
  private readonly job: Job;
  private readonly lostListeners = new Set<() => void>();
  private readonly upcomingWorkListeners = new Set<(upcoming: UpcomingWork) => void>();

  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly leases: LeasesStore,
    private readonly log: ServiceLog,
    clockwork: Clockwork,
  ) {
    this.job = clockwork.job('lease', () => this.keepLease());
  }

  onLost(listener: () => void): void {
    this.lostListeners.add(listener);
  }

  /** Hears, every second, of the work that is due in all gateways: also of what a killed one has left behind. */
  onUpcomingWork(listener: (upcoming: UpcomingWork) => void): void {
    this.upcomingWorkListeners.add(listener);
  }

  /** Until it has its first lease no socket is taken in. */
  onApplicationBootstrap(): Promise<void> {
    return this.job.start();
  }

  async end(isDrained: boolean): Promise<void> {
    await this.job.stop();
    if (isDrained) await this.leases.end(this.id).catch(() => undefined);
  }

  private async keepLease(): Promise<number> {
    if (this.isHeld && !(await this.renew())) {
      this.isHeld = false;
      this.log.warn({ incarnation: this.id }, 'this gateway had been taken for dead; its sockets reconnect');
    }
    if (!this.isHeld) await this.begin();
    return renewMs;
  }

  private async begin(): Promise<void> {
    const requestedAt = performance.now();
    this.id = await this.leases.begin();
    this.isHeld = true;
    this.term.recordRenewal(requestedAt);
    for (const listener of this.lostListeners) listener();
  }

  /** The time first, since a commit would be counted to its way; the look last, since it may wait for a table. */
  private async renew(): Promise<boolean> {
    const requestedAt = performance.now();
    const endsOthers = this.term.isSettled(requestedAt);
    const [time, lease, upcoming] = await this.database.together((sql) =>
      Promise.allSettled([
        this.time.measure(sql),
        this.leases.renew(sql, this.id, endsOthers),
        readUpcomingWork(sql),
      ] as const),
    );
    if (lease.status === 'rejected') {
      this.term.recordLoss();
      throw lease.reason;
    }
    if (lease.value) this.term.recordRenewal(requestedAt);
    if (upcoming.status === 'fulfilled')
      for (const listener of this.upcomingWorkListeners) listener(upcoming.value);
    for (const result of [time, upcoming]) if (result.status === 'rejected') throw result.reason;
    return lease.value;
  }
}
