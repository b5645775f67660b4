import type { DeadlineFact } from '@rejoin/contracts';
import { isDue, plusSeconds, type Instant } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { DueDeadline } from '../domain/deadline';
import { compensationSeconds, noOutages } from '../domain/outage';
import { countRung } from '../outbound/figures.metrics';
import { alarmKey, AlarmsStore, isOn, type AlarmThatIsOn } from '../store/alarms.store';
import { OutagesStore } from '../store/outages.store';

/** How long an alarm waits while an outage lasts. */
const againSeconds = 5;

/**
 * Rings those alarms of these keys that are due, each generation once. An outage moves the end of an agent's grace period as it
 * moves a window: the fact that the agent is back may not have arrived yet.
 */
@Injectable()
export class RingDueAlarms {
  constructor(
    private readonly store: AlarmsStore,
    private readonly outbox: Outbox,
    private readonly outages: OutagesStore,
  ) {}

  /** Waits for no lock. Returns the alarms that have not rung: those whose rows are locked (`busy`), and those due `later`. */
  async run(tx: Tx, keys: readonly string[]): Promise<{ busy: string[]; later: DueDeadline[] }> {
    const [locked, at] = await Promise.all([this.store.lockAvailable(tx, keys), databaseClock(tx)]);
    const on = await this.compensated(tx, locked.filter(isOn), at);
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

  /** Returns the alarms, and moves those that outages have hidden. While one lasts, nothing that it hides rings. */
  private async compensated(tx: Tx, alarms: readonly AlarmThatIsOn[], at: Instant): Promise<AlarmThatIsOn[]> {
    const [first] = alarms
      .filter(({ kind, dueAt }) => kind === 'agent-grace' && isDue(dueAt, at))
      .map(({ dueAt }) => dueAt)
      .sort();
    const outages = first === undefined ? noOutages : await this.outages.since(tx, first);
    const moved = alarms.map((alarm) => {
      if (alarm.kind !== 'agent-grace' || !isDue(alarm.dueAt, at)) return alarm;
      if (outages.ongoingSince !== null) return { ...alarm, dueAt: plusSeconds(at, againSeconds) };
      const seconds = compensationSeconds(alarm.dueAt, outages, at);
      return seconds === 0 ? alarm : { ...alarm, dueAt: plusSeconds(alarm.dueAt, seconds) };
    });
    this.store.move(
      tx,
      moved.filter((alarm, i) => alarm !== alarms[i]),
    );
    return moved;
  }
}
