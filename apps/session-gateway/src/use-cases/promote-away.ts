import { defaultGraceSeconds, session as sessionFamily } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { isRefused } from '@rejoin/kernel';
import { lastTraces } from '@rejoin/messaging';
import { operate } from '@rejoin/tracing';
import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { countAway } from '../outbound/figures.metrics';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { readUpcomingWork } from '../store/upcoming-work';
import { listLost, listLostDesks, type ConversationRef } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';

const batch = 400;
/** The job waits this long for desks whose rows are locked by another transaction. */
const waitMs = 250;
/**
 * The job looks again after this time for what it could not promote. Another gateway has decided most of it by then.
 */
const retryMs = 250;

/**
 * Marks customers and agents as away who have had no connection for longer than the debounce. Every gateway does this
 * for every conversation and desk. The first one decides while the row is locked, and the others find nothing to do.
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

  /** Returns the milliseconds until the next promotion is due, or null when no one is lost. */
  async run(): Promise<number | null> {
    for (;;) {
      const [customers, agents, { awayInMs }] = await this.database.together((sql) =>
        Promise.all([listLost(sql, batch), listLostDesks(sql, batch), readUpcomingWork(sql)]),
      );
      if (customers.length + agents.length === 0) return awayInMs;
      const promotedCounts = await Promise.all([this.customers(customers), this.agents(agents)]);
      if (!promotedCounts.includes(batch)) return retryMs;
    }
  }

  private async customers(due: readonly ConversationRef[]): Promise<number> {
    const ids = due.map(({ id }) => id);
    const traces = await lastTraces(this.database, sessionFamily.name, ids);
    return this.promoteEach(due, (session) => {
      const { id: conversationId } = session;
      const operation = { name: 'customer away', conversationId, links: traces.get(conversationId) ?? [] };
      return operate(operation, () => this.customer(session));
    });
  }

  private async customer(session: ConversationRef) {
    const rules = await this.settings.windowRules(session);
    const command = { type: 'promote', rules } as const;
    const promoted = await this.conversations.change({
      conversationId: session.id,
      command,
      onlyIfFree: true,
    });
    if (!isRefused(promoted)) countAway(promoted.events);
    return promoted;
  }

  private agents(due: readonly string[]): Promise<number> {
    return this.promoteEach(
      due.map((id) => ({ id })),
      async ({ id }) => {
        const graceSeconds = (await this.settings.agent(id))?.graceSeconds ?? defaultGraceSeconds;
        return this.desks.change({ agentId: id, command: { type: 'promote', graceSeconds } });
      },
    );
  }

  /**
   * Starts the promotions that are not running yet. Returns the number of rows that no other gateway was deciding.
   * The next run finds again what failed.
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
