import type { QueueFront } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Clockwork } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { deskQueue } from '../../domain/desk-queue';
import { noFace, readQueueFaces, type QueueFace } from '../../store/queue-faces';
import { SettingsStore } from '../../store/settings.store';
import { ReadQueueFronts } from '../../use-cases/read-queue-fronts';
import { DeskViews } from './desk-views';
import { QueueBells } from './queue-bells';

/** Changes of the queues within this time are told together. */
const soonMs = 300;
/** All queues are looked at so often, for what no bell has told of: customers of a queue who are away, or a lost ring. */
const everyMs = 5_000;

/**
 * Tells desks who waits, as it changes. Only queues of which a bell has told are asked for, once for all desks of this
 * gateway, and only differences are sent. Nothing is asked while no desk is open.
 */
@Injectable()
export class DeskQueues {
  /** Queues and agents whose queues are to be read. */
  private changed = new Set<string>();
  private replaced = new Set<string>();
  private fronts = new Map<string, QueueFront>();
  private lookAt = 0;
  /** Of everybody who waits in these queues. */
  private faces = new Map<string, QueueFace>();

  constructor(
    private readonly database: Database,
    private readonly reads: ReadQueueFronts,
    private readonly settings: SettingsStore,
    private readonly views: DeskViews,
    clockwork: Clockwork,
    bells: QueueBells,
  ) {
    const job = clockwork.job('desk-queues', () => this.tell());
    bells.onChange((workstreamIds) => {
      for (const id of workstreamIds) this.changed.add(id);
      if (this.views.agentIds.length > 0) job.ring(soonMs);
    });
    views.onQueueReplaced((agentId) => {
      this.replaced.add(agentId);
      job.ring(soonMs);
    });
  }

  private async tell(): Promise<number | null> {
    const { replaced } = this;
    this.replaced = new Set();
    const agents = await Promise.all(
      this.views.agentIds.map(async (agentId) => {
        const settings = await this.settings.agent(agentId);
        return { agentId, workstreamIds: settings?.workstreamIds ?? [] };
      }),
    );
    if (agents.length === 0) {
      this.fronts.clear();
      this.faces.clear();
      this.changed.clear();
      return null;
    }
    for (const { agentId, workstreamIds } of agents)
      if (replaced.has(agentId)) for (const id of workstreamIds) this.changed.add(id);
    await this.read(new Set(agents.flatMap(({ workstreamIds }) => workstreamIds)));
    for (const { agentId, workstreamIds } of agents) {
      const queue = deskQueue(workstreamIds, this.fronts);
      if (!queue) this.views.wholeStatusSoon(agentId);
      else
        this.views.showQueue(
          agentId,
          queue.map((one) => ({ ...one, ...this.faceOf(one) })),
        );
    }
    return everyMs;
  }

  private faceOf({ conversationId }: { conversationId: string }): QueueFace {
    return this.faces.get(conversationId) ?? noFace;
  }

  /** Reads what has changed, what is not known yet, and now and then all. */
  private async read(queues: ReadonlySet<string>): Promise<void> {
    const { changed } = this;
    this.changed = new Set();
    const now = performance.now();
    const isTime = now >= this.lookAt;
    const asked = [...queues].filter((id) => isTime || changed.has(id) || !this.fronts.has(id));
    try {
      const fresh = await this.reads.run(asked, { forDesks: true });
      const all = new Map([...this.fronts, ...fresh]);
      this.fronts = new Map([...all].filter(([id]) => queues.has(id)));
      await this.look(isTime);
      if (isTime) this.lookAt = now + everyMs;
    } catch (error) {
      for (const id of changed) this.changed.add(id);
      throw error;
    }
  }

  /** Who has written nothing yet is looked at again now and then. */
  private async look(isTime: boolean): Promise<void> {
    const waiting = [...this.fronts.values()].flatMap(({ conversationIds }) => conversationIds);
    const known = new Map(
      waiting.flatMap((id) => {
        const face = this.faces.get(id);
        return face ? [[id, face] as const] : [];
      }),
    );
    const asked = waiting.filter((id) => !known.has(id) || (isTime && known.get(id)?.firstWords === null));
    this.faces = new Map([...known, ...(await readQueueFaces(this.database, asked))]);
  }
}
