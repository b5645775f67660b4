import { newId, type Job } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Term } from '../../domain/term';
import { leaseSeconds, LeasesStore } from '../../store/leases.store';
import { lookAhead, type Ahead } from '../../store/look-ahead';

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
  private readonly term = new Term(leaseSeconds * 1_000);
  private readonly job: Job;
  private readonly lost = new Set<() => void>();
  private readonly seers = new Set<(ahead: Ahead) => void>();

  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly leases: LeasesStore,
    private readonly log: ServiceLog,
    clockwork: Clockwork,
  ) {
    this.job = clockwork.job('lease', () => this.live());
  }

  onLost(listener: () => void): void {
    this.lost.add(listener);
  }

  /** Hears, every second, of the work that is due in all gateways: also of what a killed one has left behind. */
  onAhead(listener: (ahead: Ahead) => void): void {
    this.seers.add(listener);
  }

  /** Until it has its first lease no socket is taken in. */
  onApplicationBootstrap(): Promise<void> {
    return this.job.start();
  }

  async end(nothingLeft: boolean): Promise<void> {
    await this.job.stop();
    if (nothingLeft) await this.leases.end(this.id).catch(() => undefined);
  }

  private async live(): Promise<number> {
    if (this.isHeld && !(await this.renew())) {
      this.isHeld = false;
      this.log.warn({ incarnation: this.id }, 'this gateway had been taken for dead; its sockets reconnect');
    }
    if (!this.isHeld) await this.begin();
    return renewMs;
  }

  private async begin(): Promise<void> {
    const asked = performance.now();
    this.id = await this.leases.begin();
    this.isHeld = true;
    this.term.renewed(asked);
    for (const listener of this.lost) listener();
  }

  /** The time first, since a commit would be counted to its way; the look last, since it may wait for a table. */
  private async renew(): Promise<boolean> {
    const asked = performance.now();
    const judges = this.term.isSettled(asked);
    const [time, lease, ahead] = await this.database.together((sql) =>
      Promise.allSettled([
        this.time.measure(sql),
        this.leases.renew(sql, this.id, judges),
        lookAhead(sql),
      ] as const),
    );
    if (lease.status === 'rejected') {
      this.term.lost();
      throw lease.reason;
    }
    if (lease.value) this.term.renewed(asked);
    if (ahead.status === 'fulfilled') for (const seer of this.seers) seer(ahead.value);
    for (const other of [time, ahead]) if (other.status === 'rejected') throw other.reason;
    return lease.value;
  }
}
