import { Database, isUnreachable } from '@rejoin/persistence';
import { ServiceLog } from '@rejoin/service';
import { millis } from '@rejoin/kernel';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { AssignQueue, type Round } from '../use-cases/assign-queue';
import { QueueBell } from '../use-cases/queue-bell';
import { assignments, queueAge, queueLength, waits } from './figures.metrics';

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
export class AssignerTick implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly waiting = new Map<string, FoundBy>();
  private readonly running = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private sweeps = 0;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly log: ServiceLog,
    private readonly bell: QueueBell,
    private readonly queue: AssignQueue,
    private readonly workstreams: WorkstreamsStore,
    private readonly conversations: ConversationsStore,
  ) {}

  onApplicationBootstrap(): void {
    this.bell.onRing((workstreamIds) => this.want(workstreamIds, 'ring'));
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined));
    }, sweepEveryMs);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    clearInterval(this.timer);
    await this.sweeping;
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

  private async sweep(): Promise<void> {
    try {
      this.want(await this.workstreams.withSomebodyWaiting(this.database), 'sweep');
      if (this.sweeps++ % sweepsPerCount > 0) return;
      const { length, oldestSeconds } = await this.conversations.queueFigures(this.database);
      queueLength.set(length);
      queueAge.set(oldestSeconds);
    } catch (error) {
      if (!isUnreachable(error)) this.log.warn({ err: error }, 'the sweep of the queues failed');
    }
  }
}
