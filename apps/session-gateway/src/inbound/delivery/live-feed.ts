import { Bus } from '@rejoin/messaging';
import { DatabaseTime, isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { Session } from '../../domain/session';
import { entryFor, snapshotOf, type Audience } from '../../domain/snapshot';
import { ConversationsStore, type CommittedChange } from '../../store/conversations.store';
import type { EntryRow } from '../../store/entries.store';
import { FeedStore, type FeedPage, type ConversationProgress } from '../../store/feed.store';
import { SettingsStore } from '../../store/settings.store';
import { LinkKey } from '../../use-cases/link-key';
import type { FeedProgress } from './feed-progress';
import { Incarnation } from '../connections/incarnation';
import type { Socket } from '../sockets/socket';

const topic = 'session-gateway.changed';
const retryMs = 500;
/** Those who lost the same server tell of their lost rings one after another: one look serves them all. */
const refreshDelayMs = 250;

/** One socket in one conversation. */
export interface Follower {
  readonly socket: Socket;
  readonly conversationId: string;
  readonly audience: Audience;
  /** Whether this conversation is (still) to be shown to it; `left` is called once when not. */
  mayFollow(page: FeedPage): boolean;
  onLeft(page: FeedPage | undefined): void;
  readonly progress: FeedProgress;
}

interface ConversationRing {
  from: string;
  changes: [conversationId: string, agentIds: string[]][];
  /** Rings of the sender may have been lost before. */
  lost?: boolean;
}

/**
 * Shows conversations to sockets. Each follower has a place; whatever happened after it is read from Postgres,
 * the same way for a resume, for live traffic and after an outage. A ring between gateways says only that there
 * is something. What this process committed itself is not read again for followers who miss nothing else.
 */
@Injectable()
export class LiveFeed {
  private readonly followers = new Map<string, Set<Follower>>();
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
    // Rings were lost while NATS was away: those to this process, and its own to those who were connected.
    bus.onListening(() => {
      this.refreshAll();
      if (this.hasRung)
        bus.ring(topic, { from: incarnation.id, changes: [], lost: true } satisfies ConversationRing);
    });
  }

  /** Hears that a conversation is (or was) an agent's, whenever it changes. */
  onAgents(listener: (agentId: string, conversationId: string) => void): void {
    this.agentListeners.add(listener);
  }

  /** Hears that changes were perhaps not heard of, whosever they are. */
  onLost(listener: () => void): void {
    this.lostListeners.add(listener);
  }

  /** Hears of every newer session that a follower is shown. */
  onShown(listener: (follower: Follower, session: Session) => void): void {
    this.shownListener = listener;
  }

  /** Sends everything after the follower's place, and from then on whatever happens. */
  follow(follower: Follower): void {
    const followers = this.followers.get(follower.conversationId) ?? new Set();
    this.followers.set(follower.conversationId, followers.add(follower));
    void this.pump(follower);
  }

  unfollow(follower: Follower): void {
    const followers = this.followers.get(follower.conversationId);
    followers?.delete(follower);
    if (followers?.size === 0) this.followers.delete(follower.conversationId);
  }

  followersOf(conversationId: string): ReadonlySet<Follower> {
    return this.followers.get(conversationId) ?? new Set();
  }

  wake(conversationId: string): void {
    for (const follower of this.followersOf(conversationId)) void this.pump(follower);
  }

  /** Every conversation that somebody here follows. */
  get followedConversationIds(): readonly string[] {
    return [...this.followers.keys()];
  }

  /** Shows it to those who have seen less of it than this. */
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
      for (const follower of this.followersOf(session.conversationId)) {
        follower.progress.recordCommit(session, entries);
        void this.pump(follower);
      }
      if (!messagesOnly) this.notifyAgentListeners(agentIds, session.conversationId);
      ringChanges.push([session.conversationId, messagesOnly ? [] : agentIds]);
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
    for (const [conversationId, agentIds] of ring.changes) {
      this.wake(conversationId);
      this.notifyAgentListeners(agentIds, conversationId);
    }
  }

  private notifyAgentListeners(agentIds: readonly string[], conversationId: string): void {
    for (const listener of this.agentListeners)
      for (const agentId of agentIds) listener(agentId, conversationId);
  }

  /** One reader at a time for each follower; a ring meanwhile makes it look once more. */
  private async pump(follower: Follower): Promise<void> {
    const { progress, socket } = follower;
    progress.needsPump = true;
    if (progress.isPumping) return;
    progress.isPumping = true;
    try {
      while (progress.needsPump && socket.isOpen) {
        progress.needsPump = false;
        if (await socket.backpressure.page(() => this.sendPage(follower))) progress.needsPump = true;
      }
    } catch (error) {
      if (!isUnreachable(error)) this.log.error({ err: error }, 'showing a conversation failed');
      setTimeout(() => void this.pump(follower), retryMs);
    } finally {
      progress.isPumping = false;
    }
  }

  /** Sends the next page and, at the end, where the conversation stands. True when there may be a further page. */
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
