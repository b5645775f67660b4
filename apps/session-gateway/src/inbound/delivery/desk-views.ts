import { closeCodes, type WaitingChat } from '@rejoin/contracts';
import { isRefused, type Job } from '@rejoin/kernel';
import { NoResponder } from '@rejoin/messaging';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { concernsOtherDevices } from '../../domain/desk';
import { queueChange } from '../../domain/desk-queue';
import { PacedKeys } from '../../domain/paced-keys';
import { DeskReadsStore } from '../../store/desk-reads.store';
import { DesksStore } from '../../store/desks.store';
import { ServeDesk } from '../../use-cases/serve-desk';
import { AgentBells } from './agent-bells';
import { DeskView } from './desk-view';
import { LiveFeed } from './live-feed';
import type { Socket } from '../sockets/socket';

const refreshRetryMs = 500;
/** A change is sent after `soonMs`, and the newest of several changes at most every `everyMs`. */
const statusPace = { soonMs: 50, everyMs: 500 };
/** One question to routing contains at most this many agents. */
const maxAgentsPerQuestion = 100;

/** The open desks at this gateway. Each shows its agent's conversations and status, and follows their changes. */
@Injectable()
export class DeskViews {
  private readonly views = new Map<string, Set<DeskView>>();
  private readonly pendingStatuses = new PacedKeys(statusPace);
  private readonly statusJob: Job;
  private queueReplacedListener: (agentId: string) => void = () => undefined;

  constructor(
    private readonly live: LiveFeed,
    private readonly desk: ServeDesk,
    private readonly reads: DeskReadsStore,
    private readonly log: ServiceLog,
    desks: DesksStore,
    bells: AgentBells,
    clockwork: Clockwork,
  ) {
    this.statusJob = clockwork.job('desk-statuses', () => this.sendStatuses());
    live.onAgents((agentId, conversationId) => {
      for (const view of this.views.get(agentId) ?? []) view.show(conversationId, 0);
    });
    live.onLost(() => void this.refreshAll());
    desks.onCommitted((changes) => {
      const concernedAgents = changes.filter(({ after, events }) => concernsOtherDevices(after, events));
      bells.ringChange(concernedAgents.map(({ key }) => key));
    });
    bells.onChange((agentIds) => agentIds.forEach((agentId) => this.scheduleStatus(agentId)));
    bells.onRead((agentIds) => agentIds.forEach((agentId) => void this.sendReads(agentId)));
    bells.onSignOut((agentIds) => agentIds.forEach((agentId) => this.closeTabs(agentId)));
  }

  get agentIds(): string[] {
    return [...this.views.keys()];
  }

  /**
   * Calls the listener when a status has replaced an agent's queue. The status was read earlier and may be older than
   * the queue that it replaced.
   */
  onQueueReplaced(listener: (agentId: string) => void): void {
    this.queueReplacedListener = listener;
  }

  /** Sends the changes of the queue to desks that have a status. */
  showQueue(agentId: string, queue: readonly WaitingChat[]): void {
    for (const view of this.views.get(agentId) ?? []) view.sendQueueChange(queue);
  }

  async open(
    socket: Socket,
    agentId: string,
    knownSeqs: Readonly<Record<string, number>>,
  ): Promise<DeskView> {
    const view = new DeskView(socket, agentId, this.live);
    const views = this.views.get(agentId) ?? new Set();
    this.views.set(agentId, views.add(view));
    socket.onClose(() => {
      view.close();
      views.delete(view);
      if (views.size > 0) return;
      this.views.delete(agentId);
      this.pendingStatuses.forget(agentId);
    });
    for (const { conversationId } of await this.desk.listConversations([agentId])) {
      view.show(conversationId, knownSeqs[conversationId] ?? 0);
    }
    // These conversations are stored by the desk but no longer belong to it.
    for (const conversationId of Object.keys(knownSeqs)) {
      if (!view.shows(conversationId)) socket.send({ type: 'left', conversationId });
    }
    this.scheduleStatus(agentId);
    return view;
  }

  /** Sends the complete status to all desks of an agent. */
  async showStatus(agentId: string): Promise<void> {
    const desk = await this.desk.readStatus(agentId);
    if (isRefused(desk)) return;
    const { status, connections } = desk;
    for (const view of this.readyViews(agentId)) {
      if (!view.lastStatus || queueChange(view.lastStatus.queue, status.queue))
        this.queueReplacedListener(agentId);
      view.sendStatus(status, connections);
    }
  }

  /** Shows conversations that have come to these desks without a notification. */
  async showMissingConversations(): Promise<void> {
    const agentIds = [...this.views.keys()];
    if (agentIds.length === 0) return;
    for (const { agentId, conversationId } of await this.desk.listConversations(agentIds))
      for (const view of this.views.get(agentId) ?? []) view.show(conversationId, 0);
  }

  private async refreshAll(): Promise<void> {
    try {
      for (const agentId of this.views.keys()) this.scheduleFullStatus(agentId);
      await this.showMissingConversations();
    } catch (error) {
      this.log.info({ reason: String(error) }, 'conversations of desks could not be read; retrying');
      setTimeout(() => void this.refreshAll(), refreshRetryMs).unref();
    }
  }

  /** When a bell is lost, the agent's other devices do not learn what was read until they connect again. */
  private async sendReads(agentId: string): Promise<void> {
    const views = this.views.get(agentId);
    if (!views) return;
    try {
      const conversations = await this.reads.list(agentId);
      for (const { socket } of views) socket.send({ type: 'read', conversations });
    } catch (error) {
      this.log.info(
        { reason: String(error) },
        'what an agent has read could not be sent to a desk; it follows with the next sign-in',
      );
    }
  }

  /** Closes the tabs of an agent who has signed out. */
  closeTabs(agentId: string): void {
    for (const { socket } of this.views.get(agentId) ?? []) socket.close(closeCodes.denied, 'signed out');
  }

  /** Schedules a status with presence, capacity and devices. Queue and colleagues stay as they were sent last. */
  scheduleStatus(agentId: string): void {
    if (!this.views.has(agentId)) return;
    this.statusJob.ring(this.pendingStatuses.add(agentId, performance.now()));
  }

  scheduleFullStatus(agentId: string): void {
    for (const view of this.views.get(agentId) ?? []) view.lastStatus = undefined;
    this.scheduleStatus(agentId);
  }

  private async sendStatuses(): Promise<number | null> {
    const due = this.pendingStatuses.take(performance.now(), maxAgentsPerQuestion);
    const hasLastStatus = (agentId: string) =>
      [...(this.views.get(agentId) ?? [])].every(({ lastStatus }) => lastStatus);
    const withLastStatus = due.filter(hasLastStatus);
    const fullStatuses = due
      .filter((agentId) => !withLastStatus.includes(agentId))
      .map((agentId) => this.rescheduleOnFailure([agentId], this.showStatus(agentId)));
    const failures = await Promise.all([
      this.rescheduleOnFailure(withLastStatus, this.sendLoads(withLastStatus)),
      ...fullStatuses,
    ]);
    // The other agents' statuses have been sent. The job retries the failed ones with its own backoff.
    const failure = failures.find((one) => one !== undefined);
    if (failure) throw failure.error;
    return this.pendingStatuses.nextIn(performance.now());
  }

  private async rescheduleOnFailure(
    agentIds: readonly string[],
    work: Promise<void>,
  ): Promise<{ error: unknown } | undefined> {
    try {
      await work;
      return undefined;
    } catch (error) {
      for (const agentId of agentIds) this.scheduleStatus(agentId);
      return { error };
    }
  }

  private async sendLoads(agentIds: readonly string[]): Promise<void> {
    if (agentIds.length === 0) return;
    const loads = await this.desk.readLoads(agentIds).catch((error: unknown) => {
      if (!(error instanceof NoResponder)) throw error;
      return undefined;
    });
    if (!loads) {
      // Routing of an older release answers for one agent at a time.
      await Promise.all(agentIds.map((agentId) => this.showStatus(agentId)));
      return;
    }
    for (const { agentId, load, connections } of loads) {
      for (const view of this.readyViews(agentId)) {
        if (view.lastStatus) view.sendStatus({ ...view.lastStatus, ...load }, connections);
      }
    }
  }

  /** Returns the desks that can take a frame now. The other ones get their status as soon as they have caught up. */
  private readyViews(agentId: string): DeskView[] {
    return [...(this.views.get(agentId) ?? [])].filter(({ socket }) => {
      if (socket.backpressure.isBehind)
        void socket.backpressure.untilCaughtUp().then(() => this.scheduleStatus(agentId));
      return !socket.backpressure.isBehind;
    });
  }
}
