import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { alarmsOf, type AlarmingFact } from '../domain/alarm';
import type { DeadlineChange } from '../domain/deadline';
import { alarmKey, AlarmsStore } from '../store/alarms.store';

/** Schedules and switches off alarms, as facts require. */
@Injectable()
export class SetAlarms {
  private notify: (deadlines: readonly DeadlineChange[]) => void = () => undefined;

  constructor(private readonly store: AlarmsStore) {}

  /** Registers a listener that gets scheduled and removed alarms after each commit. */
  onDeadlines(listener: (deadlines: readonly DeadlineChange[]) => void): void {
    this.notify = listener;
  }

  run(tx: Tx, facts: readonly AlarmingFact[]): void {
    const alarms = facts.flatMap(alarmsOf);
    this.store.set(tx, alarms);
    tx.afterCommit(() =>
      this.notify(alarms.map((alarm) => ({ key: alarmKey(alarm), dueAt: alarm.schedule?.dueAt ?? null }))),
    );
  }
}
