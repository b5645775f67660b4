import { Bus } from '@rejoin/messaging';
import { DatabaseTime, isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { entryFor, snapshotOf, type Audience } from '../domain/snapshot';
import { ConversationsStore, type Committed } from '../store/conversations.store';
import type { EntryRow } from '../store/entries.store';
import { FeedStore, type FeedPage } from '../store/feed.store';
import { SettingsStore } from '../store/settings.store';
import { LinkKey } from '../use-cases/link-key';
import { Incarnation } from './incarnation';
import type { Socket } from './socket';

const topic = 'session-gateway.changed';
const retryMs = 500;

/** One socket's place in one conversation: what it has been sent so far. */
export interface Follower {
  readonly socket: Socket;
  readonly conversationId: string;
  readonly audience: Audience;
  /** Whether this conversation is (still) to be shown to it; `left` is called once when not. */
  mayFollow(page: FeedPage): boolean;
  left(page: FeedPage | undefined): void;
  seq: number;
  /** Asked to be shown again from here. */
  rewindTo?: number;
  rev: number;
  /** The epoch of the newest snapshot that it was sent. */
  shownEpoch: number;
  pumping: boolean;
  again: boolean;
}

interface Ring {
  from: string;
  changes: [conversationId: string, agentIds: string[]][];
}

/**
 * Shows conversations to sockets. Each follower has a place; whatever happened after it is read from Postgres,
 * the same way for a resume, for live traffic and after an outage. A ring between gateways says only that there
 * is something. What this process committed itself goes straight to followers who miss nothing else.
 */
@Injectable()
export class LiveFeed {
  private readonly followers = new Map<string, Set<Follower>>();
  private readonly agentListeners = new Set<(agentId: string, conversationId: string) => void>();

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
    conversations.onCommitted((committed) => this.committed(committed));
    bus.onRing(topic, (payload) => this.rung(payload as Ring));
    // Rings were lost while NATS was away: everybody looks once.
    bus.onConnect(() => {
      for (const id of this.followers.keys()) this.wake(id);
    });
  }

  /** Hears that a conversation is (or was) an agent's, whenever it changes. */
  onAgents(listener: (agentId: string, conversationId: string) => void): void {
    this.agentListeners.add(listener);
  }

  /** Sends everything after the follower's place, and from then on whatever happens. */
  follow(follower: Follower): void {
    const known = this.followers.get(follower.conversationId) ?? new Set();
    this.followers.set(follower.conversationId, known.add(follower));
    void this.pump(follower);
  }

  unfollow(follower: Follower): void {
    const known = this.followers.get(follower.conversationId);
    known?.delete(follower);
    if (known?.size === 0) this.followers.delete(follower.conversationId);
  }

  followersOf(conversationId: string): ReadonlySet<Follower> {
    return this.followers.get(conversationId) ?? new Set();
  }

  wake(conversationId: string): void {
    for (const follower of this.followersOf(conversationId)) void this.pump(follower);
  }

  private committed(committed: readonly Committed[]): void {
    const changes: Ring['changes'] = [];
    for (const { before, session, entries } of committed) {
      const agentIds = [...new Set([before.agentId, session.agentId].filter((id) => id !== null))];
      const messagesOnly = before.rev === session.rev;
      for (const follower of this.followersOf(session.conversationId)) {
        if (messagesOnly && this.isNext(follower, entries, session.rev))
          this.sendEntries(follower, entries, new Map(), null, false);
        else void this.pump(follower);
      }
      if (!messagesOnly) this.tellAgents(agentIds, session.conversationId);
      changes.push([session.conversationId, messagesOnly ? [] : agentIds]);
    }
    this.bus.ring(topic, { from: this.incarnation.id, changes } satisfies Ring);
  }

  private rung(ring: Ring): void {
    if (ring.from === this.incarnation.id || !Array.isArray(ring.changes)) return;
    for (const [conversationId, agentIds] of ring.changes) {
      this.wake(conversationId);
      this.tellAgents(agentIds, conversationId);
    }
  }

  private tellAgents(agentIds: readonly string[], conversationId: string): void {
    for (const listener of this.agentListeners)
      for (const agentId of agentIds) listener(agentId, conversationId);
  }

  /**
   * Whether these are just what the follower misses, and need nothing else (names, links) to be shown. One that
   * has not seen the newest rev may have been fenced by it; one that is behind reads on page by page.
   */
  private isNext(follower: Follower, entries: readonly EntryRow[], rev: number): boolean {
    const plain = entries.every((entry) => entry.agentId === null && entry.linkId === null);
    const keepsUp = !follower.pumping && !follower.socket.pace.isBehind;
    return plain && keepsUp && follower.rev === rev && entries[0]?.seq === follower.seq + 1;
  }

  /** One reader at a time for each follower; a ring meanwhile makes it look once more. */
  private async pump(follower: Follower): Promise<void> {
    follower.again = true;
    if (follower.pumping) return;
    follower.pumping = true;
    try {
      while (follower.again && follower.socket.isOpen) {
        follower.again = false;
        if (await follower.socket.pace.page(() => this.page(follower))) follower.again = true;
      }
    } catch (error) {
      if (!isUnreachable(error)) this.log.error({ err: error }, 'showing a conversation failed');
      setTimeout(() => void this.pump(follower), retryMs);
    } finally {
      follower.pumping = false;
    }
  }

  /** Sends the next page and, at the end, where the conversation stands. True when there may be a further page. */
  private async page(follower: Follower): Promise<boolean> {
    if (follower.rewindTo !== undefined) follower.seq = Math.min(follower.seq, follower.rewindTo);
    delete follower.rewindTo;
    const page = await this.feed.read(follower.conversationId, follower.seq);
    if (!page || !follower.mayFollow(page)) {
      this.unfollow(follower);
      follower.left(page);
      return false;
    }
    const { session } = page;
    const widget = await this.settings.widget(session.widgetId);
    const { entries, names, more } = page;
    this.sendEntries(follower, entries, names, widget?.reconnect.portalUrl ?? null, more);
    if (!more && session.rev > follower.rev) {
      follower.rev = session.rev;
      follower.shownEpoch = session.epoch;
      const rules = await this.settings.windowRules(session);
      const snapshot = snapshotOf(session, { ...page, rules, serverNow: this.time.now() }, follower.audience);
      follower.socket.send({ type: 'conversation', conversation: snapshot });
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
    follower.seq = last.seq;
    const linkUrl = (linkId: string): string | null =>
      portalUrl === null ? null : this.links.urlOf(linkId, portalUrl);
    const entries = rows.map(({ conversationId: _, ...entry }) =>
      entryFor(entry, follower.audience, names, linkUrl),
    );
    follower.socket.send({ type: 'entries', conversationId: follower.conversationId, entries, more });
  }
}
