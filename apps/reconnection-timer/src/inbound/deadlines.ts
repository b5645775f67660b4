import { reconnection } from '@rejoin/contracts';
import { Bus, lastTraces } from '@rejoin/messaging';
import { Database, DatabaseTime, type Tx } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { operateAll, type OperationOptions } from '@rejoin/tracing';
import { Injectable } from '@nestjs/common';
import type { DueDeadline } from '../domain/deadline';
import { showOpen } from '../outbound/figures.metrics';
import { alarmOfKey, AlarmsStore } from '../store/alarms.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { DecideReconnections } from '../use-cases/decide-reconnections';
import { ExpireDueWindows } from '../use-cases/expire-due-windows';
import { RingDueAlarms } from '../use-cases/ring-due-alarms';
import { SetAlarms } from '../use-cases/set-alarms';
import { DeadlineQueue } from './deadline-queue';
import { Heartbeat } from './heartbeat';

const pollIntervalMs = 1_000;
interface Unsettled {
  readonly busy: string[];
  readonly later: DueDeadline[];
}

/** Counting many open windows takes longer than finding those that are due, so it is a job of its own. */
const countIntervalMs = 2_000;

/**
 * Expires windows and rings alarms when they are due.
 *
 * Invariant: a deadline is settled once. Every replica tries all deadlines; the row lock and the database's clock decide.
 * A replica that crashes leaves nothing behind, because the next poll of another replica finds the same rows.
 *
 * Concurrency: each kind of deadline has one queue, which settles one batch at a time. Once a second, in one round trip,
 * a replica polls the database's clock and the deadlines that are due soon, and writes its heartbeat.
 *
 * Shutdown: the clockwork stops the jobs and waits for the transactions that run.
 */
@Injectable()
export class Deadlines {
  private readonly queues: readonly DeadlineQueue[];

  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly clockwork: Clockwork,
    private readonly heartbeat: Heartbeat,
    bus: Bus,
    windows: ReconnectionsStore,
    alarms: AlarmsStore,
    decide: DecideReconnections,
    expireDueWindows: ExpireDueWindows,
    setAlarms: SetAlarms,
    ringDueAlarms: RingDueAlarms,
  ) {
    const windowQueue = this.queue('windows', windows, expireDueWindows, {
      maySettle: () => heartbeat.hasBeaten,
      operationsOf: (ids) => this.expiriesOf(ids),
    });
    const alarmQueue = this.queue('alarms', alarms, ringDueAlarms, { maySettle: () => heartbeat.hasBeaten });
    setAlarms.onDeadlines((deadlines) => alarmQueue.watch(deadlines));
    this.queues = [windowQueue, alarmQueue];
    const poll = clockwork.job('deadlines', () => this.pollJob());
    bus.onConnect(() => poll.ring());
    const count = clockwork.job('open-windows', async () => {
      const open = await windows.countOpen(database);
      showOpen(open);
      return Object.values(open).some((windowsOfKind) => windowsOfKind > 0) ? countIntervalMs : null;
    });
    decide.onDeadlines((deadlines) => {
      windowQueue.watch(deadlines);
      count.ring(countIntervalMs);
    });
  }

  private queue(
    name: string,
    store: { dueBefore: AlarmsStore['dueBefore'] },
    useCase: { run(tx: Tx, keys: readonly string[]): Promise<Unsettled> },
    {
      maySettle = (): boolean => true,
      operationsOf = (keys: readonly string[]) => Promise.resolve(keys.map(alarmOperation)),
    } = {},
  ): DeadlineQueue {
    const source = {
      scan: (until: string, limit: number, sql = this.database) => store.dueBefore(sql, until, limit),
      settle: async (keys: readonly string[]): Promise<Unsettled> => {
        if (!maySettle()) return { busy: [...keys], later: [] };
        return operateAll(await operationsOf(keys), () =>
          this.database.transaction((tx) => useCase.run(tx, keys)),
        );
      },
    };
    return new DeadlineQueue(source, this.time, (settle) => this.clockwork.job(name, settle));
  }

  /** An expiry is no part of the trace that opened or extended the window, and links to it. */
  private async expiriesOf(conversationIds: readonly string[]): Promise<OperationOptions[]> {
    const traces = await lastTraces(this.database, reconnection.name, conversationIds);
    return conversationIds.map((conversationId) => {
      return { name: 'window due', conversationId, links: traces.get(conversationId) ?? [] };
    });
  }

  /** The heartbeat is sent last, because it may wait for a row lock. */
  private async pollJob(): Promise<number> {
    const reachesBus = await this.heartbeat.reachesBus();
    await this.database.together((sql) =>
      Promise.all([
        this.time.measure(sql),
        ...this.queues.map((queue) => queue.scan(sql)),
        reachesBus && this.heartbeat.beat(sql),
      ]),
    );
    return pollIntervalMs;
  }
}

/** Returns the operation in which an alarm rings. An alarm of an agent belongs to no single conversation. */
function alarmOperation(key: string): OperationOptions {
  const { kind, subjectId } = alarmOfKey(key);
  return { name: `alarm ${kind}`, conversationId: kind === 'agent-grace' ? undefined : subjectId };
}
