import { Database, isBusy, isUnreachable } from '@rejoin/persistence';
import { Clockwork, ServiceLog } from '@rejoin/service';
import { millis, type Job } from '@rejoin/kernel';
import { outsideOperations } from '@rejoin/tracing';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  assignments,
  heldConversations,
  heldUnits,
  queueAge,
  queueLength,
  waits,
} from '../outbound/figures.metrics';
import { ConversationsStore } from '../store/conversations.store';
import { WorkstreamsStore } from '../store/workstreams.store';
import { AssignQueue, type Round } from '../use-cases/assign-queue';
import { ExpireOffers } from '../use-cases/expire-offers';
import { RingQueues } from '../use-cases/ring-queues';

const sweepEveryMs = 1_000;
/** The queues are counted less often, because counting a long queue is expensive. */
const countEveryMs = 5_000;
/** The pace of a replica that has had nothing to do for a while. */
const [quietSweepMs, quietAfterMs] = [2_000, 15_000];
const queuesAtOnce = 3;
const mostEmptyRounds = 3;

type FoundBy = 'ring' | 'sweep';

/**
 * Assigns waiting conversations to agents. It runs rounds of a queue at once when a commit of this replica signals that
 * the queue may have work or free units. It sweeps all queues every second, or every 2 s when it has had nothing to do
 * for 15 s.
 *
 * Invariant: no assignment depends on a signal, because the sweep finds the same work. A replica that is killed after a
 * commit therefore loses nothing.
 *
 * Concurrency: a replica runs one round of a queue at a time, and a few queues in parallel. An advisory lock orders the
 * rounds of one queue over all replicas.
 *
 * Shutdown: no new round starts, and the module waits for the rounds that run.
 */
@Injectable()
export class Assigner implements OnModuleDestroy {
  private readonly requested = new Map<string, FoundBy>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly expiry: Job;
  private countedAt = -Infinity;
  private activeAt = -Infinity;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly log: ServiceLog,
    private readonly queue: AssignQueue,
    private readonly offers: ExpireOffers,
    private readonly workstreams: WorkstreamsStore,
    private readonly conversations: ConversationsStore,
    ringQueues: RingQueues,
    clockwork: Clockwork,
  ) {
    ringQueues.onRing((workstreamIds) => this.request(workstreamIds, 'ring'));
    clockwork.job('queues', () => this.sweep());
    this.expiry = clockwork.job('offers', () => database.transaction((tx) => this.offers.run(tx)));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.requested.clear();
    await Promise.all(this.running.values());
  }

  private request(workstreamIds: readonly string[], foundBy: FoundBy): void {
    if (this.stopped || workstreamIds.length === 0) return;
    this.activeAt = performance.now();
    for (const id of workstreamIds) if (!this.requested.has(id)) this.requested.set(id, foundBy);
    this.start();
  }

  private start(): void {
    for (const [id, foundBy] of this.requested) {
      if (this.running.size >= queuesAtOnce) return;
      if (this.running.has(id)) continue;
      this.requested.delete(id);
      // A round serves whoever waits, not the operation that asked for it.
      const run = outsideOperations(() => this.run(id, foundBy)).finally(() => {
        this.running.delete(id);
        this.start();
      });
      this.running.set(id, run);
    }
  }

  private async run(workstreamId: string, foundBy: FoundBy): Promise<void> {
    let emptyRounds = 0;
    try {
      while (!this.stopped && emptyRounds < mostEmptyRounds) {
        const round = await this.round(workstreamId);
        this.count(round, foundBy);
        if (round.hasOffered) this.expiry.ring(sweepEveryMs);
        if (!round.more) return;
        emptyRounds = round.assigned.length > 0 ? 0 : emptyRounds + 1;
      }
    } catch (error) {
      if (!isUnreachable(error)) this.log.warn({ err: error, workstreamId }, 'a round of a queue failed');
    }
  }

  /** When an agent's row stays locked, the others get conversations nevertheless. */
  private async round(workstreamId: string): Promise<Round> {
    try {
      return await this.database.transaction((tx) => this.queue.run(tx, workstreamId));
    } catch (error) {
      if (!isBusy(error)) throw error;
      return this.database.transaction((tx) => this.queue.run(tx, workstreamId, true));
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

  /** Requests a run of every queue with waiting conversations, and updates the metrics. */
  private async sweep(): Promise<number> {
    const now = performance.now();
    const counts = now - this.countedAt >= countEveryMs;
    if (counts) this.countedAt = now;
    const [waiting, figures] = await this.database.together((sql) =>
      Promise.all([
        this.workstreams.withWaitingConversations(sql),
        counts ? this.conversations.queueFigures(sql) : null,
      ]),
    );
    this.request(waiting, 'sweep');
    if (figures) {
      queueLength.set(figures.length);
      queueAge.set(figures.oldestSeconds);
      heldUnits.set(figures.heldUnits);
      heldConversations.set(figures.held);
    }
    return now - this.activeAt > quietAfterMs ? quietSweepMs : sweepEveryMs;
  }
}
