import { Bus } from '@rejoin/messaging';
import { DatabaseTime, isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { isTracing, operate, operationOf } from '@rejoin/tracing';
import { Injectable } from '@nestjs/common';
import type { Session } from '../../domain/session';
import { entryFor, snapshotOf, type Audience } from '../../domain/snapshot';
import { LinkKey } from '../../keys/link-key';
import { ConversationsStore, type CommittedChange } from '../../store/conversations.store';
import type { EntryRow } from '../../store/entries.store';
import { FeedStore, type FeedPage, type ConversationProgress } from '../../store/feed.store';
import { SettingsStore } from '../../store/settings.store';
import type { FeedProgress } from './feed-progress';
import { Incarnation } from '../connections/incarnation';
import type { Socket } from '../sockets/socket';

const topic = 'session-gateway.changed';
const retryMs = 500;
/**
 * Gateways that lost the same NATS server report their lost bells one after another. One refresh after this delay
 * serves all of them.
 */
const refreshDelayMs = 250;

/** A socket that follows a conversation. */
export interface Follower {
  readonly socket: Socket;
  readonly conversationId: string;
  readonly audience: Audience;
  /** Returns whether the follower may still see the conversation. Otherwise `onLeft` is called once. */
  mayFollow(page: FeedPage): boolean;
  onLeft(page: FeedPage | undefined): void;
  readonly progress: FeedProgress;
}

interface ConversationRing {
  from: string;
  /** The trace context is that of the change, if the sender exports traces. */
  changes: [conversationId: string, agentIds: string[], traceparent?: string][];
  /** Whether earlier bells of the sender may have been lost. */
  lost?: boolean;
}

/**
 * Shows conversations to sockets. Each follower has a progress, and everything after it is read from Postgres, in the
 * same way for a resume, for live traffic and after an outage. A bell between gateways only says that something has
 * changed. Commits of this process are not read again for followers who miss nothing else.
 */
@Injectable()
export class LiveFeed {
  /** A list is replaced and never changed, so that it can be read while followers come and go. */
  private readonly followers = new Map<string, readonly Follower[]>();
  private shownListener: (follower: Follower, session: Session) => void = () => undefined;
  private readonly agentListeners = new Set<(agentId: string, conversationId: string) => void>();
  private readonly lostListeners = new Set<() => void>();
  private hasRung = false;
  private refreshTimer: NodeJS.Timeout | undefined;

  constructor(
    conversations: ConversationsStore,
    private readonly bus: Bus,
    private readonly feed: FeedStore,
    private readonly settings: SettingsStore,
    private readonly links: LinkKey,
    private readonly time: DatabaseTime,
    private readonly incarnation: Incarnation,
    private readonly log: ServiceLog,
  ) {
    conversations.onCommitted((showCommitted) => this.showCommitted(showCommitted));
    bus.onRing(topic, (payload) => this.onRing(payload as ConversationRing));
    // While NATS was disconnected, bells to this process were lost, and so were its own bells to gateways that were
    // connected.
    bus.onListening(() => {
      this.refreshAll();
      if (this.hasRung)
        bus.ring(topic, { from: incarnation.id, changes: [], lost: true } satisfies ConversationRing);
    });
  }

  /**
   * Calls the listener for the agent of a conversation, and for its former agent, whenever the conversation changes.
   */
  onAgents(listener: (agentId: string, conversationId: string) => void): void {
    this.agentListeners.add(listener);
  }

  /** Calls the listener when bells of any conversation may have been lost. */
  onLost(listener: () => void): void {
    this.lostListeners.add(listener);
  }

  /** Calls the listener with every newer session that a follower is sent. */
  onShown(listener: (follower: Follower, session: Session) => void): void {
    this.shownListener = listener;
  }

  /** Sends everything after the follower's progress, and every later change. */
  follow(follower: Follower): void {
    this.followers.set(follower.conversationId, [...this.followersOf(follower.conversationId), follower]);
    void this.pump(follower);
  }

  unfollow(follower: Follower): void {
    const others = this.followersOf(follower.conversationId).filter((other) => other !== follower);
    if (others.length === 0) this.followers.delete(follower.conversationId);
    else this.followers.set(follower.conversationId, others);
  }

  followersOf(conversationId: string): readonly Follower[] {
    return this.followers.get(conversationId) ?? [];
  }

  /** Sends what the followers of a conversation miss. `cause` is the trace context of its last change, if known. */
  wake(conversationId: string, cause?: string): void {
    for (const follower of this.followersOf(conversationId)) void this.pump(follower, cause);
  }

  /** The ids of all conversations that have a follower at this gateway. */
  get followedConversationIds(): readonly string[] {
    return [...this.followers.keys()];
  }

  /** Sends the conversation to followers who have seen less of it than this. */
  catchUp({ conversationId, rev, lastSeq }: ConversationProgress): void {
    for (const follower of this.followersOf(conversationId)) {
      if (follower.progress.rev < rev || follower.progress.seq < lastSeq) void this.pump(follower);
    }
  }

  private showCommitted(changes: readonly CommittedChange[]): void {
    const ringChanges: ConversationRing['changes'] = [];
    for (const { before, session, entries } of changes) {
      const agentIds = [...new Set([before.agentId, session.agentId].filter((id) => id !== null))];
      const messagesOnly = before.rev === session.rev;
      const cause = isTracing() ? operationOf(session.conversationId)?.traceparent : undefined;
      for (const follower of this.followersOf(session.conversationId)) {
        follower.progress.recordCommit(session, entries);
        void this.pump(follower, cause);
      }
      if (!messagesOnly) this.notifyAgentListeners(agentIds, session.conversationId);
      const shownTo = messagesOnly ? [] : agentIds;
      ringChanges.push(
        cause === undefined ? [session.conversationId, shownTo] : [session.conversationId, shownTo, cause],
      );
    }
    this.hasRung = true;
    this.bus.ring(topic, { from: this.incarnation.id, changes: ringChanges } satisfies ConversationRing);
  }

  private refreshAll(): void {
    for (const id of this.followers.keys()) this.wake(id);
    for (const listener of this.lostListeners) listener();
  }

  private onRing(ring: ConversationRing): void {
    if (ring.from === this.incarnation.id || !Array.isArray(ring.changes)) return;
    if (ring.lost === true) {
      this.refreshTimer ??= setTimeout(() => {
        this.refreshTimer = undefined;
        this.refreshAll();
      }, refreshDelayMs).unref();
    }
    for (const [conversationId, agentIds, cause] of ring.changes) {
      this.wake(conversationId, cause);
      this.notifyAgentListeners(agentIds, conversationId);
    }
  }

  private notifyAgentListeners(agentIds: readonly string[], conversationId: string): void {
    for (const listener of this.agentListeners)
      for (const agentId of agentIds) listener(agentId, conversationId);
  }

  /** Only one run at a time reads for each follower. A change in the meantime makes it read once more. */
  private async pump(follower: Follower, cause?: string): Promise<void> {
    const { progress, socket } = follower;
    progress.needsPump = true;
    if (cause !== undefined) progress.cause = cause;
    if (progress.isPumping) return;
    progress.isPumping = true;
    try {
      while (progress.needsPump && socket.isOpen) {
        progress.needsPump = false;
        if (await this.deliver(follower)) progress.needsPump = true;
      }
    } catch {
      setTimeout(() => void this.pump(follower), retryMs);
    } finally {
      progress.isPumping = false;
    }
  }

  /** Sends the next page as an operation of the trace of the change that made it necessary. */
  private deliver(follower: Follower): Promise<boolean> {
    const { progress, socket, conversationId, audience } = follower;
    const parent = progress.cause;
    progress.cause = undefined;
    const operation = { name: `deliver to ${audience}`, conversationId, parent, onlyWithParent: true };
    return operate(operation, async () => {
      try {
        return await socket.backpressure.page(() => this.sendPage(follower));
      } catch (error) {
        if (!isUnreachable(error)) this.log.error({ err: error }, 'showing a conversation failed');
        throw error;
      }
    });
  }

  /** Sends the next page and, after the last page, the snapshot. Returns true when another page may follow. */
  private async sendPage(follower: Follower): Promise<boolean> {
    const { progress } = follower;
    progress.rewind();
    const page = progress.takePending() ?? (await this.feed.read(follower.conversationId, progress.seq));
    if (!page || !follower.mayFollow(page)) {
      this.unfollow(follower);
      follower.onLeft(page);
      return false;
    }
    const { session } = page;
    const widget = await this.settings.widget(session.widgetId);
    const { entries, names, more } = page;
    this.sendEntries(follower, entries, names, widget?.reconnect.portalUrl ?? null, more);
    progress.recordPage(page);
    if (!more && session.rev > progress.rev) {
      progress.rev = session.rev;
      progress.shownEpoch = session.epoch;
      const rules = await this.settings.windowRules(session);
      const snapshot = snapshotOf(session, { ...page, rules, serverNow: this.time.now() }, follower.audience);
      if (progress.recordSnapshot(snapshot))
        follower.socket.send({ type: 'conversation', conversation: snapshot });
      this.shownListener(follower, session);
    }
    return more;
  }

  private sendEntries(
    follower: Follower,
    rows: readonly EntryRow[],
    names: ReadonlyMap<string, string>,
    portalUrl: string | null,
    more: boolean,
  ): void {
    const last = rows.at(-1);
    if (!last) return;
    follower.progress.seq = last.seq;
    const linkUrl = (linkId: string): string | null =>
      portalUrl === null ? null : this.links.urlOf(linkId, portalUrl);
    const entries = rows.map(({ conversationId: _, ...entry }) =>
      entryFor(entry, follower.audience, names, linkUrl),
    );
    follower.socket.send({ type: 'entries', conversationId: follower.conversationId, entries, more });
  }
}
