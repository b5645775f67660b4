import type { QueueFront } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { deskQueue } from '../../domain/desk-queue';
import { unknownCustomer, readWaitingCustomers, type WaitingCustomer } from '../../store/waiting-customers';
import { SettingsStore } from '../../store/settings.store';
import { ReadQueueFronts } from '../../use-cases/read-queue-fronts';
import { DeskViews } from './desk-views';
import { QueueBells } from './queue-bells';

/** Changes of queues within this time are sent together. */
const soonMs = 300;
/**
 * All queues are read this often, because some changes ring no bell, for example when a waiting customer disconnects,
 * and because bells can be lost.
 */
const everyMs = 5_000;

/**
 * Sends the waiting customers to desks when they change. Only changed queues are read, once for all desks of this
 * gateway, and only differences are sent. Nothing is read while no desk is open.
 */
@Injectable()
export class DeskQueues {
  /** The queues that have changed since the last read. */
  private changedQueues = new Set<string>();
  private resentAgents = new Set<string>();
  private fronts = new Map<string, QueueFront>();
  private nextFullReadAt = 0;
  /** The customers who wait in these queues. */
  private customers = new Map<string, WaitingCustomer>();

  constructor(
    private readonly database: Database,
    private readonly reads: ReadQueueFronts,
    private readonly settings: SettingsStore,
    private readonly views: DeskViews,
    clockwork: Clockwork,
    bells: QueueBells,
  ) {
    const job = clockwork.job('desk-queues', () => this.sendQueues());
    bells.onChange((workstreamIds) => {
      for (const id of workstreamIds) this.changedQueues.add(id);
      if (this.views.agentIds.length > 0) job.ring(soonMs);
    });
    views.onQueueReplaced((agentId) => {
      this.resentAgents.add(agentId);
      job.ring(soonMs);
    });
  }

  private async sendQueues(): Promise<number | null> {
    const { resentAgents } = this;
    this.resentAgents = new Set();
    const agents = await Promise.all(
      this.views.agentIds.map(async (agentId) => {
        const settings = await this.settings.agent(agentId);
        return { agentId, workstreamIds: settings?.workstreamIds ?? [] };
      }),
    );
    if (agents.length === 0) {
      this.fronts.clear();
      this.customers.clear();
      this.changedQueues.clear();
      return null;
    }
    for (const { agentId, workstreamIds } of agents)
      if (resentAgents.has(agentId)) for (const id of workstreamIds) this.changedQueues.add(id);
    await this.readFronts(new Set(agents.flatMap(({ workstreamIds }) => workstreamIds)));
    for (const { agentId, workstreamIds } of agents) {
      const queue = deskQueue(workstreamIds, this.fronts);
      if (!queue) this.views.scheduleFullStatus(agentId);
      else
        this.views.showQueue(
          agentId,
          queue.map((chat) => ({ ...chat, ...this.customerOf(chat) })),
        );
    }
    return everyMs;
  }

  private customerOf({ conversationId }: { conversationId: string }): WaitingCustomer {
    return this.customers.get(conversationId) ?? unknownCustomer;
  }

  /** Reads the queues that have changed or are not known yet. A full read includes all queues. */
  private async readFronts(queues: ReadonlySet<string>): Promise<void> {
    const { changedQueues } = this;
    this.changedQueues = new Set();
    const now = performance.now();
    const isFullRead = now >= this.nextFullReadAt;
    const toRead = [...queues].filter((id) => isFullRead || changedQueues.has(id) || !this.fronts.has(id));
    try {
      const newFronts = await this.reads.run(toRead, { forDesks: true });
      const all = new Map([...this.fronts, ...newFronts]);
      this.fronts = new Map([...all].filter(([id]) => queues.has(id)));
      await this.readCustomers(isFullRead);
      if (isFullRead) this.nextFullReadAt = now + everyMs;
    } catch (error) {
      for (const id of changedQueues) this.changedQueues.add(id);
      throw error;
    }
  }

  /** Reads the customers who are not known yet. A full read includes those without a message. */
  private async readCustomers(isFullRead: boolean): Promise<void> {
    const waiting = [...this.fronts.values()].flatMap(({ conversationIds }) => conversationIds);
    const knownCustomers = new Map(
      waiting.flatMap((id) => {
        const customer = this.customers.get(id);
        return customer ? [[id, customer] as const] : [];
      }),
    );
    const toRead = waiting.filter(
      (id) => !knownCustomers.has(id) || (isFullRead && knownCustomers.get(id)?.firstWords === null),
    );
    this.customers = new Map([...knownCustomers, ...(await readWaitingCustomers(this.database, toRead))]);
  }
}
