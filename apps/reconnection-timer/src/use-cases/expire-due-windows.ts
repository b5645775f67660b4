import { isDue, plusSeconds } from '@rejoin/kernel';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Due } from '../domain/deadline';
import { isOpen } from '../domain/window';
import { OutagesStore } from '../store/outages.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { DecideReconnections } from './decide-reconnections';

/** Expires the windows of these conversations whose deadline has come. */
@Injectable()
export class ExpireDueWindows {
  constructor(
    private readonly store: ReconnectionsStore,
    private readonly decide: DecideReconnections,
    private readonly outages: OutagesStore,
  ) {}

  /**
   * Waits for nobody: whoever holds a conversation now may be deciding it (a return, or another replica of
   * ours). Gives which of them are undecided still: `busy` ones, and those that are due `later`.
   */
  async run(tx: Tx, conversationIds: readonly string[]): Promise<{ busy: string[]; later: Due[] }> {
    const [held, now, outages] = await Promise.all([
      this.store.holdFree(tx, conversationIds),
      databaseClock(tx),
      this.outages.ofOpenWindows(tx, conversationIds),
    ]);
    const commands = [...held.keys()].map((conversationId) => ({ type: 'expire', conversationId }) as const);
    const decided = this.decide.underLocks(tx, held, now, commands, outages);
    return {
      busy: conversationIds.filter((id) => !held.has(id)),
      later: decided.flatMap(({ conversationId: key, after: { window }, at }) =>
        // Overdue and open: an outage lasts, and nothing expires before it is known how long.
        isOpen(window)
          ? [{ key, dueAt: isDue(window.deadlineAt, at) ? plusSeconds(at, 1) : window.deadlineAt }]
          : [],
      ),
    };
  }
}
