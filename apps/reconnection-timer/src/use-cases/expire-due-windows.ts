import { isDue, plusSeconds } from '@rejoin/kernel';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { DueDeadline } from '../domain/deadline';
import { noOutages } from '../domain/outage';
import { earliestOverdue } from '../domain/reconnection';
import { isOpen } from '../domain/window';
import { OutagesStore } from '../store/outages.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { DecideReconnections } from './decide-reconnections';

/** Expires those windows of these conversations whose deadline has passed. */
@Injectable()
export class ExpireDueWindows {
  constructor(
    private readonly store: ReconnectionsStore,
    private readonly decide: DecideReconnections,
    private readonly outages: OutagesStore,
  ) {}

  /**
   * Waits for no lock, because the holder of a row may be deciding the window: a return, or another replica. Returns the
   * windows that are still undecided: those whose rows are locked (`busy`) and those that are due `later`.
   */
  async run(tx: Tx, conversationIds: readonly string[]): Promise<{ busy: string[]; later: DueDeadline[] }> {
    const [locked, now, lastOutageUntil] = await Promise.all([
      this.store.lockAvailable(tx, conversationIds),
      databaseClock(tx),
      this.outages.lastUntil(tx),
    ]);
    const overdue = earliestOverdue(locked.values(), now);
    const outages =
      overdue !== undefined && lastOutageUntil !== null && lastOutageUntil > overdue
        ? await this.outages.since(tx, overdue)
        : noOutages;
    const commands = [...locked.keys()].map(
      (conversationId) => ({ type: 'expire', conversationId }) as const,
    );
    const results = this.decide.decideLocked(tx, locked, now, commands, outages);
    return {
      busy: conversationIds.filter((id) => !locked.has(id)),
      later: results.flatMap(({ conversationId: key, after: { window }, at }) =>
        // The window is overdue and still open while an outage lasts, because its length is not known yet.
        isOpen(window)
          ? [{ key, dueAt: isDue(window.deadlineAt, at) ? plusSeconds(at, 1) : window.deadlineAt }]
          : [],
      ),
    };
  }
}
