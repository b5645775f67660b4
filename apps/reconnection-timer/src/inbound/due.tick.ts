import { Database, DatabaseTime, isUnreachable, type Tx } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Due } from '../domain/deadline';
import { AlarmsStore } from '../store/alarms.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { DecideReconnections } from '../use-cases/decide-reconnections';
import { ExpireDueWindows } from '../use-cases/expire-due-windows';
import { RingDueAlarms } from '../use-cases/ring-due-alarms';
import { SetAlarms } from '../use-cases/set-alarms';

import { DueClock } from './due-clock';
import { HeartbeatTick } from './heartbeat.tick';

const scanEveryMs = 1_000;

/** Time itself knocks: windows expire and alarms ring when they are due, in every replica. */
@Injectable()
export class DueTick implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly time: DatabaseTime;
  private readonly clocks: readonly DueClock[];
  private next: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private running = true;

  constructor(
    private readonly database: Database,
    private readonly log: ServiceLog,
    windows: ReconnectionsStore,
    alarms: AlarmsStore,
    decide: DecideReconnections,
    expireDueWindows: ExpireDueWindows,
    setAlarms: SetAlarms,
    ringDueAlarms: RingDueAlarms,
    heartbeat: HeartbeatTick,
  ) {
    this.time = new DatabaseTime(database);
    const windowClock = this.clock(windows, expireDueWindows, () => heartbeat.hasBegun);
    const alarmClock = this.clock(alarms, ringDueAlarms);
    decide.onDeadlines((deadlines) => windowClock.watch(deadlines));
    setAlarms.onDeadlines((deadlines) => alarmClock.watch(deadlines));
    this.clocks = [windowClock, alarmClock];
  }

  onApplicationBootstrap(): void {
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.running = false;
    clearTimeout(this.next);
    await this.looking;
    await Promise.all(this.clocks.map((clock) => clock.stop()));
  }

  private clock(
    store: { dueBefore: AlarmsStore['dueBefore'] },
    useCase: { run(tx: Tx, keys: readonly string[]): Promise<{ busy: string[]; later: Due[] }> },
    maySettle = () => true,
  ): DueClock {
    return new DueClock(
      {
        scan: (until, limit) => store.dueBefore(this.database, until, limit),
        settle: (keys) =>
          maySettle()
            ? this.database.transaction((tx) => useCase.run(tx, keys))
            : Promise.resolve({ busy: [...keys], later: [] }),
      },
      this.time,
      (error) => this.failed(error),
    );
  }

  private look(): void {
    this.looking = this.measureAndScan()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        if (this.running) this.next = setTimeout(() => this.look(), scanEveryMs);
      });
  }

  private async measureAndScan(): Promise<void> {
    await this.time.measure();
    await Promise.all(this.clocks.map((clock) => clock.scan()));
  }

  /** Nothing is lost: the next scan finds what is undecided. */
  private failed(error: unknown): void {
    if (!isUnreachable(error)) this.log.warn({ err: error }, 'deadlines could not be settled; trying again');
  }
}
