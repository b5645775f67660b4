import type { WaitingChat } from '@rejoin/contracts';
import { isRefused, type Job } from '@rejoin/kernel';
import { NoResponder } from '@rejoin/messaging';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { concernsOthers } from '../../domain/desk';
import { queueChange } from '../../domain/desk-queue';
import { PacedKeys } from '../../domain/paced-keys';
import { DeskReadsStore } from '../../store/desk-reads.store';
import { DesksStore } from '../../store/desks.store';
import { OpenDesk } from '../../use-cases/open-desk';
import { AgentBells } from './agent-bells';
import { View, type DeskView } from './desk-view';
import { LiveFeed } from './live-feed';
import { closeCodes, type Socket } from '../sockets/socket';

const lookAgainMs = 500;
/** A change is shown this soon; of many the newest, so often. */
const statusPace = { soonMs: 50, everyMs: 500 };
/** Routing is asked for so many agents at once. */
const atOnce = 100;

/** The desks at this gateway: each shows the conversations of its agent as they come and go, and the status. */
@Injectable()
export class DeskViews {
  private readonly views = new Map<string, Set<View>>();
  private readonly changed = new PacedKeys(statusPace);
  private readonly telling: Job;
  private queueReplaced: (agentId: string) => void = () => undefined;

  constructor(
    private readonly live: LiveFeed,
    private readonly desk: OpenDesk,
    private readonly reads: DeskReadsStore,
    private readonly log: ServiceLog,
    desks: DesksStore,
    bells: AgentBells,
    clockwork: Clockwork,
  ) {
    this.telling = clockwork.job('desk-statuses', () => this.tellStatuses());
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
    for (const view of this.views.get(agentId) ?? []) view.tellQueue(queue);
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
      this.changed.forget(agentId);
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

  /** Tells all desks of an agent the whole status. */
  async showStatus(agentId: string): Promise<void> {
    const desk = await this.desk.status(agentId);
    if (isRefused(desk)) return;
    const { status, lines } = desk;
    for (const view of this.readyViews(agentId)) {
      if (!view.told || queueChange(view.told.queue, status.queue)) this.queueReplaced(agentId);
      view.tell(status, lines);
    }
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
      for (const agentId of this.views.keys()) this.wholeStatusSoon(agentId);
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

  /** Presence, capacity or devices have changed. Queue and colleagues stay as they were told last. */
  statusSoon(agentId: string): void {
    if (!this.views.has(agentId)) return;
    this.telling.ring(this.changed.tell(agentId, performance.now()));
  }

  wholeStatusSoon(agentId: string): void {
    for (const view of this.views.get(agentId) ?? []) view.told = undefined;
    this.statusSoon(agentId);
  }

  private async tellStatuses(): Promise<number | null> {
    const due = this.changed.take(performance.now(), atOnce);
    const isKnown = (agentId: string) => [...(this.views.get(agentId) ?? [])].every(({ told }) => told);
    const known = due.filter(isKnown);
    const shown = due
      .filter((agentId) => !known.includes(agentId))
      .map((agentId) => this.trying([agentId], this.showStatus(agentId)));
    const failures = await Promise.all([this.trying(known, this.tellStandings(known)), ...shown]);
    // Each of the others has been told. What failed is tried again, with the pauses of a job that fails.
    const failure = failures.find((one) => one !== undefined);
    if (failure) throw failure.error;
    return this.changed.nextIn(performance.now());
  }

  private async trying(
    agentIds: readonly string[],
    work: Promise<void>,
  ): Promise<{ error: unknown } | undefined> {
    try {
      await work;
      return undefined;
    } catch (error) {
      for (const agentId of agentIds) this.statusSoon(agentId);
      return { error };
    }
  }

  private async tellStandings(agentIds: readonly string[]): Promise<void> {
    if (agentIds.length === 0) return;
    const standings = await this.desk.standings(agentIds).catch((error: unknown) => {
      if (!(error instanceof NoResponder)) throw error;
      return undefined;
    });
    if (!standings) {
      // A routing of an older release answers for one agent at a time.
      await Promise.all(agentIds.map((agentId) => this.showStatus(agentId)));
      return;
    }
    for (const { agentId, standing, lines } of standings) {
      for (const view of this.readyViews(agentId)) {
        if (view.told) view.tell({ ...view.told, ...standing }, lines);
      }
    }
  }

  /** Desks that keep up with what they are sent; the others are told as soon as they do. */
  private readyViews(agentId: string): View[] {
    return [...(this.views.get(agentId) ?? [])].filter(({ socket }) => {
      if (socket.pace.isBehind) void socket.pace.room().then(() => this.statusSoon(agentId));
      return !socket.pace.isBehind;
    });
  }
}
