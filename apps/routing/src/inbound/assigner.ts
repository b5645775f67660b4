import { Database, isUnreachable } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { millis } from '@rejoin/kernel';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { AssignQueue, type Round } from '../use-cases/assign-queue';
import { QueueBell } from '../use-cases/queue-bell';
import {
  assignments,
  heldConversations,
  heldUnits,
  queueAge,
  queueLength,
  waits,
} from '../use-cases/figures.metrics';

const sweepEveryMs = 1_000;
/** Counting a long queue costs more than finding whether there is one. */
const sweepsPerCount = 5;
const queuesAtOnce = 3;
const roundsWithoutGain = 3;

type FoundBy = 'ring' | 'sweep';

/**
 * Runs rounds of the queues that may have work and room: at once after each commit of this replica that rings,
 * and every second for whatever was missed. One run of a queue at a time; rings meanwhile make one more.
 */
@Injectable()
export class Assigner implements OnModuleDestroy {
  private readonly waiting = new Map<string, FoundBy>();
  private readonly running = new Map<string, Promise<void>>();
  private sweeps = 0;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly log: ServiceLog,
    private readonly queue: AssignQueue,
    private readonly workstreams: WorkstreamsStore,
    private readonly conversations: ConversationsStore,
    bell: QueueBell,
    clockwork: Clockwork,
  ) {
    bell.onRing((workstreamIds) => this.want(workstreamIds, 'ring'));
    clockwork.job('queues', () => this.sweep());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await Promise.all(this.running.values());
  }

  private want(workstreamIds: readonly string[], foundBy: FoundBy): void {
    if (this.stopped) return;
    for (const id of workstreamIds) if (!this.waiting.has(id)) this.waiting.set(id, foundBy);
    this.start();
  }

  private start(): void {
    for (const [id, foundBy] of this.waiting) {
      if (this.running.size >= queuesAtOnce) return;
      if (this.running.has(id)) continue;
      this.waiting.delete(id);
      const run = this.run(id, foundBy).finally(() => {
        this.running.delete(id);
        this.start();
      });
      this.running.set(id, run);
    }
  }

  private async run(workstreamId: string, foundBy: FoundBy): Promise<void> {
    let withoutGain = 0;
    try {
      while (!this.stopped && withoutGain < roundsWithoutGain) {
        const round = await this.database.transaction((tx) => this.queue.run(tx, workstreamId));
        this.count(round, foundBy);
        if (!round.more) return;
        withoutGain = round.assigned.length > 0 ? 0 : withoutGain + 1;
      }
    } catch (error) {
      if (!isUnreachable(error)) this.log.warn({ err: error, workstreamId }, 'a round of a queue failed');
    }
  }

  private count({ assigned }: Round, foundBy: FoundBy): void {
    if (assigned.length === 0) return;
    assignments.inc({ found_by: foundBy }, assigned.length);
    const now = Date.now();
    for (const { queuedAt } of assigned) {
      waits.observe({ found_by: foundBy }, Math.max(0, now - millis(queuedAt)) / 1000);
    }
  }

  /** Also while nobody waits: a replica that was killed before it could ring leaves no other trace. */
  private async sweep(): Promise<number> {
    const counts = this.sweeps++ % sweepsPerCount === 0;
    const [waiting, figures] = await this.database.together((sql) =>
      Promise.all([
        this.workstreams.withSomebodyWaiting(sql),
        counts ? this.conversations.queueFigures(sql) : null,
      ]),
    );
    this.want(waiting, 'sweep');
    if (figures) {
      queueLength.set(figures.length);
      queueAge.set(figures.oldestSeconds);
      heldUnits.set(figures.heldUnits);
      heldConversations.set(figures.held);
    }
    return sweepEveryMs;
  }
}
