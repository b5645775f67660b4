import type { WaitingChat } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { concernsOthers, otherDevices } from '../domain/desk';
import { queueChange } from '../domain/desk-queue';
import { DeskReadsStore } from '../store/desk-reads.store';
import { DesksStore } from '../store/desks.store';
import { OpenDesk } from '../use-cases/open-desk';
import { AgentBells } from './agent-bells';
import { Place } from './feed-place';
import { LiveFeed, type Follower } from './live-feed';
import { closeCodes, type Socket } from './socket';

const lookAgainMs = 500;
/** A change is shown this soon; of many the newest, so often. */
const statusPace = { soonMs: 50, everyMs: 500 };

/** What one desk (tab) shows. */
export interface DeskView {
  shows(conversationId: string): boolean;
  /** Sends a conversation again from a place; false when it does not stand on this desk. */
  replay(conversationId: string, afterSeq: number): boolean;
}

class View implements DeskView {
  readonly followers = new Map<string, Follower>();
  /** Who waits, as it was told last; undefined: not told yet. */
  queue: readonly WaitingChat[] | undefined;

  constructor(
    readonly socket: Socket,
    readonly agentId: string,
    private readonly live: LiveFeed,
  ) {}

  shows(conversationId: string): boolean {
    return this.followers.has(conversationId);
  }

  replay(conversationId: string, afterSeq: number): boolean {
    const follower = this.followers.get(conversationId);
    if (!follower) return false;
    follower.place.replayFrom(afterSeq);
    this.live.wake(conversationId);
    return true;
  }

  show(conversationId: string, afterSeq: number): void {
    if (this.followers.has(conversationId)) return;
    const follower: Follower = {
      socket: this.socket,
      conversationId,
      audience: 'agent',
      mayFollow: ({ session }) =>
        session.agentId === this.agentId && (session.state === 'active' || session.state === 'wrap-up'),
      left: () => {
        this.followers.delete(conversationId);
        this.socket.send({ type: 'left', conversationId });
      },
      place: new Place(afterSeq),
    };
    this.followers.set(conversationId, follower);
    this.live.follow(follower);
  }

  close(): void {
    for (const follower of this.followers.values()) this.live.unfollow(follower);
  }
}

/** The desks at this gateway: each shows the conversations of its agent as they come and go, and the status. */
@Injectable()
export class DeskViews {
  private readonly views = new Map<string, Set<View>>();
  private readonly due = new Set<string>();
  private readonly shownAt = new Map<string, number>();
  private queueReplaced: (agentId: string) => void = () => undefined;

  constructor(
    private readonly live: LiveFeed,
    private readonly desk: OpenDesk,
    private readonly reads: DeskReadsStore,
    private readonly log: ServiceLog,
    desks: DesksStore,
    bells: AgentBells,
  ) {
    live.onAgents((agentId, conversationId) => {
      for (const view of this.views.get(agentId) ?? []) view.show(conversationId, 0);
    });
    live.onLost(() => void this.lookAgain());
    desks.onCommitted((changes) => {
      const told = changes.filter(({ after, events }) => concernsOthers(after, events));
      bells.ringChange(told.map(({ key }) => key));
    });
    bells.onChange((agentIds) => agentIds.forEach((agentId) => this.statusSoon(agentId)));
    bells.onRead((agentIds) => agentIds.forEach((agentId) => void this.showRead(agentId)));
    bells.onSignOut((agentIds) => agentIds.forEach((agentId) => this.closeTabs(agentId)));
  }

  get agentIds(): string[] {
    return [...this.views.keys()];
  }

  /** Hears of whom a status has told another queue. It was read earlier, and may be older than what was told before. */
  onQueueReplaced(listener: (agentId: string) => void): void {
    this.queueReplaced = listener;
  }

  /** Sends what is different in who waits, to the desks that have been told a status. */
  showQueue(agentId: string, queue: readonly WaitingChat[]): void {
    for (const view of this.views.get(agentId) ?? []) {
      // A reader who is behind is told the next time.
      const change = view.queue && !view.socket.pace.isBehind && queueChange(view.queue, queue);
      if (!change) continue;
      view.queue = queue;
      view.socket.send({ type: 'queue-changed', ...change });
    }
  }

  async open(socket: Socket, agentId: string, known: Readonly<Record<string, number>>): Promise<DeskView> {
    const view = new View(socket, agentId, this.live);
    const views = this.views.get(agentId) ?? new Set();
    this.views.set(agentId, views.add(view));
    socket.onClose(() => {
      view.close();
      views.delete(view);
      if (views.size > 0) return;
      this.views.delete(agentId);
      this.shownAt.delete(agentId);
    });
    for (const { conversationId } of await this.desk.conversationsOf([agentId])) {
      view.show(conversationId, known[conversationId] ?? 0);
    }
    // What the desk remembers and is no longer its own.
    for (const conversationId of Object.keys(known)) {
      if (!view.shows(conversationId)) socket.send({ type: 'left', conversationId });
    }
    this.statusSoon(agentId);
    return view;
  }

  async showStatus(agentId: string): Promise<void> {
    const desk = await this.desk.status(agentId);
    if (isRefused(desk)) return;
    const { status, lines } = desk;
    for (const view of this.views.get(agentId) ?? []) {
      const { socket } = view;
      if (socket.pace.isBehind) void socket.pace.room().then(() => this.statusSoon(agentId));
      else {
        if (!view.queue || queueChange(view.queue, status.queue)) this.queueReplaced(agentId);
        view.queue = status.queue;
        socket.send({ ...status, otherDevices: otherDevices(lines, socket.id) });
      }
    }
  }

  get areOpen(): boolean {
    return this.views.size > 0;
  }

  /** Shows what has come to these desks without their having heard of it. */
  async showMissing(): Promise<void> {
    const agentIds = [...this.views.keys()];
    if (agentIds.length === 0) return;
    for (const { agentId, conversationId } of await this.desk.conversationsOf(agentIds))
      for (const view of this.views.get(agentId) ?? []) view.show(conversationId, 0);
  }

  private async lookAgain(): Promise<void> {
    try {
      for (const agentId of this.views.keys()) this.statusSoon(agentId);
      await this.showMissing();
    } catch (error) {
      this.log.info({ reason: String(error) }, 'what came to desks could not be read; trying again');
      setTimeout(() => void this.lookAgain(), lookAgainMs).unref();
    }
  }

  /** A ring that is lost costs the other devices their agreement until their next welcome, nothing else. */
  private async showRead(agentId: string): Promise<void> {
    const views = this.views.get(agentId);
    if (!views) return;
    try {
      const conversations = await this.reads.list(agentId);
      for (const { socket } of views) socket.send({ type: 'read', conversations });
    } catch (error) {
      this.log.info({ reason: String(error) }, 'what was read could not be told to a desk');
    }
  }

  private closeTabs(agentId: string): void {
    for (const { socket } of this.views.get(agentId) ?? []) socket.close(closeCodes.denied, 'signed out');
  }

  statusSoon(agentId: string): void {
    if (this.due.has(agentId) || !this.views.has(agentId)) return;
    this.due.add(agentId);
    const { soonMs, everyMs } = statusPace;
    const paused = (this.shownAt.get(agentId) ?? -Infinity) + everyMs - performance.now();
    setTimeout(
      () => {
        this.due.delete(agentId);
        if (this.views.has(agentId)) this.shownAt.set(agentId, performance.now());
        // Routing away for a moment: it rings again with the next change, and the desk can ask.
        this.showStatus(agentId).catch((error: unknown) =>
          this.log.info({ reason: String(error) }, 'no status for a desk'),
        );
      },
      Math.max(soonMs, paused),
    );
  }
}
