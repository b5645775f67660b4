import { newId, type Job } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LeaseTerm } from '../../domain/lease-term';
import { leaseSeconds, LeasesStore } from '../../store/leases.store';
import { readUpcomingWork, type UpcomingWork } from '../../store/upcoming-work';

const renewMs = 1_000;
const renewUnusedMs = 2_000;

/**
 * The lease of this gateway process, which it renews every second, or every two seconds while it has no connections.
 * When other gateways took the process for dead, its connections are lost, so it closes its sockets and starts a new
 * incarnation. It ends the leases of others only after it has held its own for a whole term, because every gateway looks
 * dead after an outage of Postgres. Each renewal also measures the database's time and reads the work that is due in all
 * gateways, in the same round trip.
 */
@Injectable()
export class Incarnation implements OnApplicationBootstrap {
  id = newId();
  isHeld = false;
  private readonly term = new LeaseTerm(leaseSeconds * 1_000);
  private readonly job: Job;
  private readonly lostListeners = new Set<() => void>();
  private isUsed: () => boolean = () => false;
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

  /** Names the check of whether this process has connections. */
  usedWhile(isUsed: () => boolean): void {
    this.isUsed = isUsed;
  }

  /**
   * Calls the listener at each renewal with the work that is due in all gateways, including the work of a gateway that
   * was killed.
   */
  onUpcomingWork(listener: (upcoming: UpcomingWork) => void): void {
    this.upcomingWorkListeners.add(listener);
  }

  /** The gateway refuses sockets until it has its first lease. */
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
      this.log.warn({ incarnation: this.id }, 'other gateways took this one for dead; its clients reconnect');
    }
    if (!this.isHeld) await this.begin();
    return this.isUsed() ? renewMs : renewUnusedMs;
  }

  private async begin(): Promise<void> {
    const requestedAt = performance.now();
    this.id = await this.leases.begin();
    this.isHeld = true;
    this.term.recordRenewal(requestedAt);
    for (const listener of this.lostListeners) listener();
  }

  /**
   * The time is measured first, so that no commit falls into the measurement. The upcoming work is read last, because
   * it may wait for a table lock.
   */
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
