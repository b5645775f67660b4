import { Database } from '@rejoin/persistence';
import { isRefused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { readUpcomingWork } from '../store/upcoming-work';
import { listLost, listLostDesks, type ConversationRef } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';
import { countAway } from './figures.metrics';

const batch = 400;
/** A desk whose row somebody holds is waited for beside the others. */
const waitMs = 250;
/** What could not be promoted now is looked for again so much later: most of it was decided by another gateway. */
const retryMs = 250;

/**
 * Whoever has been without a line for longer than the debounce counts as away from here on. Any replica does it
 * for any conversation or desk; who comes first decides under the row lock, the others find nothing to do.
 */
@Injectable()
export class PromoteAway {
  private readonly promotingIds = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  /** Gives in how many milliseconds somebody is to be promoted, or null when nobody is lost. */
  async execute(): Promise<number | null> {
    for (;;) {
      const [customers, agents, { awayInMs }] = await this.database.together((sql) =>
        Promise.all([listLost(sql, batch), listLostDesks(sql, batch), readUpcomingWork(sql)]),
      );
      if (customers.length + agents.length === 0) return awayInMs;
      const promotedCounts = await Promise.all([this.customers(customers), this.agents(agents)]);
      if (!promotedCounts.includes(batch)) return retryMs;
    }
  }

  private customers(due: readonly ConversationRef[]): Promise<number> {
    return this.promoteEach(due, async (session) => {
      const rules = await this.settings.windowRules(session);
      const command = { type: 'promote', rules } as const;
      const promoted = await this.conversations.change({
        conversationId: session.id,
        command,
        onlyIfFree: true,
      });
      if (!isRefused(promoted)) countAway(promoted.events);
      return promoted;
    });
  }

  private agents(due: readonly string[]): Promise<number> {
    return this.promoteEach(
      due.map((id) => ({ id })),
      async ({ id }) => {
        const graceSeconds = (await this.settings.agent(id))?.graceSeconds ?? 150;
        return this.desks.change({ agentId: id, command: { type: 'promote', graceSeconds } });
      },
    );
  }

  /**
   * Starts those that are not under way yet, and gives how many nobody else was deciding. What fails is found again by
   * the next look.
   */
  private async promoteEach<Due extends { id: string }>(
    due: readonly Due[],
    promote: (due: Due) => Promise<object>,
  ): Promise<number> {
    const newItems = due.filter(({ id }) => !this.promotingIds.has(id));
    let promotedCount = newItems.length;
    const promotions = newItems.map(async (item) => {
      this.promotingIds.add(item.id);
      try {
        if (isRefused(await promote(item))) promotedCount--;
      } catch {
        promotedCount--;
      } finally {
        this.promotingIds.delete(item.id);
      }
    });
    await Promise.race([Promise.all(promotions), setTimeout(waitMs)]);
    return promotedCount;
  }
}
