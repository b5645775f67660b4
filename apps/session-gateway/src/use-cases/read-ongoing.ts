import {
  conversationSlots,
  supervisorLimits,
  type Monitored,
  type OngoingConversation,
  type OngoingConversations,
  type OngoingSearch,
} from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Bus, Unavailable } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { pageOf, type Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ongoingCursor } from '../domain/cursor';
import { statusOf } from '../domain/ongoing';
import { shownAgent } from '../domain/snapshot';
import { transcriptPage } from '../domain/transcript-page';
import { FeedStore } from '../store/feed.store';
import { OngoingStore } from '../store/ongoing.store';
import { OverviewStore } from '../store/overview.store';
import { readSession } from '../store/session-lookups';
import { readWaitingCustomers } from '../store/waiting-customers';
import { AccessLogStore } from '../store/access-log.store';

type Slot = z.infer<typeof conversationSlots.reply>['slots'][number];
type MonitoredConversation = Omit<Monitored['conversation'], 'lastSeq'>;

/** Lists the conversations that are not closed, and lets supervisors follow one. */
@Injectable()
export class ReadOngoing {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly ongoing: OngoingStore,
    private readonly overview: OverviewStore,
    private readonly feed: FeedStore,
    private readonly log: AccessLogStore,
    private readonly time: DatabaseTime,
  ) {}

  async list(
    { org, accountId }: Principal,
    { cursor, limit: requestedLimit, ...filter }: z.infer<typeof OngoingSearch>,
  ): Promise<OngoingConversations | Refused> {
    const after = cursor === undefined ? null : ongoingCursor.parse(cursor);
    if (isRefused(after)) return after;
    const limit = Math.min(requestedLimit, supervisorLimits.ongoingItems.value);
    const [{ counts, page: found }] = await Promise.all([
      this.ongoing.find({ ...filter, org, after, limit: limit + 1 }),
      this.overview.recordRead(accountId),
    ]);
    const { items: page, nextCursor } = pageOf(found, limit, ongoingCursor.keyOf, (position) => position);
    const shown = await this.describe(
      org,
      page.map(({ conversationId }) => conversationId),
    );
    const items = page.flatMap(({ conversationId }): OngoingConversation[] => {
      const conversation = shown.get(conversationId);
      // It may have been closed since.
      if (!conversation || conversation.status === 'closed') return [];
      return [{ ...conversation, status: conversation.status }];
    });
    return { items, counts, nextCursor, serverNow: this.time.now() };
  }

  /** Returns the entries after a seq, by default the latest, and records who read them. */
  async monitor(
    { org, accountId }: Principal,
    conversationId: string,
    after?: number,
  ): Promise<Monitored | Refused> {
    const session = await readSession(this.database, conversationId);
    if (session?.org !== org) return refuse('not-found');
    const afterSeq = after ?? Math.max(0, session.lastSeq - supervisorLimits.latestEntries.value);
    const [page, shown] = await Promise.all([
      this.feed.read(conversationId, afterSeq),
      this.describe(org, [conversationId]),
    ]);
    const conversation = shown.get(conversationId);
    if (!page || !conversation) return refuse('not-found');
    // A client asks every few seconds; an answer without entries discloses nothing new.
    if (after === undefined || page.entries.length > 0)
      await this.log.addTranscript({ org, accountId }, conversationId, afterSeq);
    const { entries, next } = transcriptPage(page, page.entries.length);
    return {
      conversation: { ...conversation, lastSeq: page.session.lastSeq },
      entries,
      more: next !== null,
      serverNow: this.time.now(),
    };
  }

  private async describe(
    org: string,
    conversationIds: readonly string[],
  ): Promise<Map<string, MonitoredConversation>> {
    const [conversations, customers, slots] = await Promise.all([
      this.overview.conversations(org, conversationIds),
      readWaitingCustomers(this.database, conversationIds),
      this.slotsOf(conversationIds),
    ]);
    const workstreams = await this.overview.workstreamsOf([
      ...new Set([...conversations.values()].map(({ session }) => session.workstreamId)),
    ]);
    return new Map(
      [...conversations].map(
        ([id, { session, customerName, agentName, startedAt }]): [string, MonitoredConversation] => {
          const { workstreamId, widgetId, signedIn, state, reason } = session;
          const settings = workstreams.get(workstreamId);
          const status = statusOf(session);
          const slot = slots.get(id);
          const agent = shownAgent(session, agentName, 'agent');
          return [
            id,
            {
              conversationId: id,
              workstreamId,
              workstreamName: settings?.name ?? workstreamId,
              widgetId,
              customerName,
              signedIn,
              agent,
              status,
              state,
              reason,
              startedAt,
              waitingSince: status === 'waiting' ? (slot?.queuedAt ?? null) : null,
              deadlineAt: status === 'disconnected' ? (session.window?.deadlineAt ?? null) : null,
              units: agent ? (slot?.units ?? null) : (settings?.unitsPerConversation ?? null),
              firstWords: customers.get(id)?.firstWords ?? null,
            },
          ];
        },
      ),
    );
  }

  /** Without an answer of routing, the list has no waiting times, but everything else. */
  private async slotsOf(conversationIds: readonly string[]): Promise<Map<string, Slot>> {
    if (conversationIds.length === 0) return new Map();
    try {
      const answer = await this.bus.ask(conversationSlots, { conversationIds: [...conversationIds] });
      return isRefused(answer) ? new Map() : new Map(answer.slots.map((slot) => [slot.conversationId, slot]));
    } catch (error) {
      if (error instanceof Unavailable) return new Map();
      throw error;
    }
  }
}
