import type { DeadlineFact } from '@rejoin/contracts';
import { isDue } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { DueDeadline } from '../domain/deadline';
import { alarmKey, AlarmsStore, isOn } from '../store/alarms.store';
import { countRung } from './figures.metrics';

/** Rings those alarms of these keys that are due, each generation once. */
@Injectable()
export class RingDueAlarms {
  constructor(
    private readonly store: AlarmsStore,
    private readonly outbox: Outbox,
  ) {}

  /** Waits for no lock. Returns the alarms that have not rung: those whose rows are locked (`busy`), and those due `later`. */
  async run(tx: Tx, keys: readonly string[]): Promise<{ busy: string[]; later: DueDeadline[] }> {
    const [locked, at] = await Promise.all([this.store.lockAvailable(tx, keys), databaseClock(tx)]);
    const on = locked.filter(isOn);
    const due = on.filter(({ dueAt }) => isDue(dueAt, at));
    const facts = due.map((alarm): DeadlineFact => ({ type: 'DeadlineReached', data: { ...alarm, at } }));
    if (due.length > 0) this.store.markRung(tx, due, at);
    this.outbox.append(tx, facts);
    tx.afterCommit(() => countRung(facts));
    const found = new Set(locked.map(alarmKey));
    return {
      busy: keys.filter((key) => !found.has(key)),
      later: on
        .filter(({ dueAt }) => !isDue(dueAt, at))
        .map((one) => ({ key: alarmKey(one), dueAt: one.dueAt })),
    };
  }
}
