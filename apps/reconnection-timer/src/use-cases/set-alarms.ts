import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { alarmsOf, type AlarmingFact } from '../domain/alarm';
import type { Deadline } from '../domain/deadline';
import { alarmKey, AlarmsStore } from '../store/alarms.store';

/** Sets and switches off the alarms that facts ask for. */
@Injectable()
export class SetAlarms {
  private tell: (deadlines: readonly Deadline[]) => void = () => undefined;

  constructor(private readonly store: AlarmsStore) {}

  /** Who is told, after the commit, which alarms are new or off. */
  onDeadlines(tell: (deadlines: readonly Deadline[]) => void): void {
    this.tell = tell;
  }

  run(tx: Tx, facts: readonly AlarmingFact[]): void {
    const alarms = facts.flatMap(alarmsOf);
    this.store.set(tx, alarms);
    tx.afterCommit(() =>
      this.tell(alarms.map((alarm) => ({ key: alarmKey(alarm), dueAt: alarm.set?.dueAt ?? null }))),
    );
  }
}
