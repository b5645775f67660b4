import { Bus } from '@rejoin/messaging';
import { Database, DatabaseTime, type Tx } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { Due } from '../domain/deadline';
import { AlarmsStore } from '../store/alarms.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { DecideReconnections } from '../use-cases/decide-reconnections';
import { ExpireDueWindows } from '../use-cases/expire-due-windows';
import { showOpen } from '../use-cases/figures.metrics';
import { RingDueAlarms } from '../use-cases/ring-due-alarms';
import { SetAlarms } from '../use-cases/set-alarms';
import { DueClock } from './due-clock';
import { Heartbeat } from './heartbeat';

const lookEveryMs = 1_000;
/** Counting many windows costs more than finding those that are due. */
const looksPerCount = 5;

/**
 * Windows expire and alarms ring when they are due, in every replica. Once a second, in one round trip, a replica
 * looks at the database's clock and at what is due soon, and writes its sign of life.
 */
@Injectable()
export class Deadlines {
  private readonly clocks: readonly DueClock[];
  private looks = 0;

  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly clockwork: Clockwork,
    private readonly heartbeat: Heartbeat,
    bus: Bus,
    private readonly windows: ReconnectionsStore,
    alarms: AlarmsStore,
    decide: DecideReconnections,
    expireDueWindows: ExpireDueWindows,
    setAlarms: SetAlarms,
    ringDueAlarms: RingDueAlarms,
  ) {
    const windowClock = this.clock('windows', windows, expireDueWindows, () => heartbeat.hasBegun);
    const alarmClock = this.clock('alarms', alarms, ringDueAlarms);
    decide.onDeadlines((deadlines) => windowClock.watch(deadlines));
    setAlarms.onDeadlines((deadlines) => alarmClock.watch(deadlines));
    this.clocks = [windowClock, alarmClock];
    const look = clockwork.job('deadlines', () => this.look());
    bus.onConnect(() => look.ring());
  }

  private clock(
    name: string,
    store: { dueBefore: AlarmsStore['dueBefore'] },
    useCase: { run(tx: Tx, keys: readonly string[]): Promise<{ busy: string[]; later: Due[] }> },
    maySettle = () => true,
  ): DueClock {
    const source = {
      scan: (until: string, limit: number, sql = this.database) => store.dueBefore(sql, until, limit),
      settle: (keys: readonly string[]) =>
        maySettle()
          ? this.database.transaction((tx) => useCase.run(tx, keys))
          : Promise.resolve({ busy: [...keys], later: [] }),
    };
    return new DueClock(source, this.time, (settle) => this.clockwork.job(name, settle));
  }

  /** The sign of life comes last, since it may wait for the row. */
  private async look(): Promise<number> {
    const isAlive = await this.heartbeat.isAlive();
    const counts = this.looks++ % looksPerCount === 0;
    await this.database.together((sql) =>
      Promise.all([
        this.time.measure(sql),
        ...this.clocks.map((clock) => clock.scan(sql)),
        counts && this.windows.countOpen(sql).then(showOpen),
        isAlive && this.heartbeat.beat(sql),
      ]),
    );
    return lookEveryMs;
  }
}
