import { AggregateQueue, type Delivered } from './aggregate-queue';
import { aggregateOf, type Fact } from './fact';
import type { FactStore } from './fact-store';
import { beginTimeline, type OnTimeline } from './timelines';
import { EffectFailed, EffectTimedOut, parkFact, settleFact, type Apply, type Gap } from './settle-fact';

/** The reader calls these beside `apply`. */
export interface Listeners {
  /** These versions did not arrive. The reader continues without them. */
  onGap(gap: Gap): void;
  /** The effect of this fact failed too often. The fact is parked, and its aggregate waits behind it. */
  onParked(fact: Fact, error: unknown): void;
  /**
   * NATS or the store does not answer, and the reader tries again. Also called for a message that is not a fact, which is
   * skipped.
   */
  onTrouble(error: unknown, stream: string): void;
}

export interface Pace {
  /** How many aggregates of one stream are handled at the same time. Default: 4. */
  readonly concurrency: number;
  /** How many times an effect may fail before its fact is parked. Default: 5. */
  readonly failures: number;
  /** How many times an effect may end by a time-out before its fact is parked. Default: 10. */
  readonly timeOuts: number;
  /** The pause in ms before a failed effect is tried again, doubled each time. Default: 200. */
  readonly retryMs: number;
}

const storeTroubleMs = 1_000;
const longestPauseMs = 30_000;
const handOverMs = 100;

/** Settles the delivered facts: those of one aggregate in sequence, those of different aggregates in parallel. */
export class Settler<Tx> {
  readonly queues = new Map<string, AggregateQueue>();
  private readonly ready = new Set<AggregateQueue>();
  private readonly workers = new Set<Promise<void>>();
  private isClosed = false;
  /** How many effects have succeeded, which shows that the store works. */
  private applied = 0;

  constructor(
    private readonly parts: {
      store: FactStore<Tx>;
      apply: Apply<Tx>;
      onTimeline: OnTimeline<Tx>;
      stream: string;
    },
    private readonly listeners: Listeners,
    private readonly pace: Pace,
  ) {}

  get size(): number {
    return [...this.queues.values()].reduce((sum, { size }) => sum + size, 0);
  }

  add(delivered: Delivered): void {
    const aggregate = aggregateOf(delivered.fact);
    const queue = this.queues.get(aggregate) ?? new AggregateQueue(aggregate);
    this.queues.set(aggregate, queue);
    queue.add(delivered);
    this.wake(queue);
  }

  wake(queue: AggregateQueue): void {
    if (this.isClosed) return;
    this.ready.add(queue);
    if (this.workers.size >= this.pace.concurrency) return;
    const worker = this.work().finally(() => this.workers.delete(worker));
    this.workers.add(worker);
  }

  /** Removes all facts, because another durable delivers them again. Running transactions continue. */
  forget(): void {
    for (const queue of this.queues.values()) queue.forget();
    this.dropEmpty();
  }

  /** Waits for running transactions, and gives the other facts back to NATS for other replicas. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.workers);
    for (const queue of this.queues.values()) for (const message of queue.messages) message.nak();
  }

  private async work(): Promise<void> {
    // The iteration of a set includes what is added meanwhile.
    for (const queue of this.ready) {
      this.ready.delete(queue);
      if (queue.isBusy || performance.now() < queue.dueAt || this.isClosed) continue;
      queue.isBusy = true;
      await this.settle(queue);
    }
    this.dropEmpty();
  }

  private async settle(queue: AggregateQueue): Promise<void> {
    const { store, apply, onTimeline } = this.parts;
    try {
      for (let next = queue.lowest; next && !this.isClosed; next = queue.lowest) {
        const { fact } = next;
        try {
          const gapFrom = queue.acceptsGap ? queue.applied : undefined;
          const settlement = await settleFact(store, apply, fact, gapFrom);
          if (settlement.outcome === 'other-timeline') {
            await beginTimeline(store, fact, onTimeline);
            continue;
          }
          if (settlement.outcome === 'early') {
            const isAdvancing = settlement.applied !== queue.applied;
            queue.waitFor(settlement.applied);
            // Another process applies the facts before this one, and is probably done long before the next pull ends.
            if (isAdvancing) setTimeout(() => this.wake(queue), handOverMs).unref();
            return;
          }
          queue.acknowledge(next);
          if (settlement.outcome === 'applied') this.applied++;
          if (settlement.outcome === 'applied' && settlement.gap) this.listeners.onGap(settlement.gap);
        } catch (error) {
          if (!(await this.isParked(queue, next, error))) return;
        }
      }
    } finally {
      // Set this at once after the last check: a fact that arrives later starts a worker, which must find the queue
      // free.
      queue.isBusy = false;
    }
  }

  /** Whether the fact is settled by parking it. Otherwise it is tried again after a pause. */
  private async isParked(queue: AggregateQueue, delivered: Delivered, error: unknown): Promise<boolean> {
    const { fact } = delivered;
    if (this.isTriedAgain(queue, error)) return false;
    try {
      if (!(error instanceof EffectFailed)) throw error;
      if (await parkFact(this.parts.store, fact, error.message)) this.listeners.onParked(fact, error.cause);
      queue.acknowledge(delivered);
      return true;
    } catch (trouble) {
      // A store that does not answer is not the fact's fault.
      this.listeners.onTrouble(trouble, this.parts.stream);
      this.pause(queue, storeTroubleMs);
      return false;
    }
  }

  /**
   * Time-outs are retried for longer and reported, because the store may be slow or locked. They park a fact only if an
   * effect of another aggregate has succeeded meanwhile: otherwise the cause is the store, and not this fact.
   */
  private isTriedAgain(queue: AggregateQueue, error: unknown): boolean {
    const { failures, timeOuts, retryMs } = this.pace;
    if (error instanceof EffectTimedOut) {
      if (queue.timeOuts === 0) queue.appliedBefore = this.applied;
      if (++queue.timeOuts >= timeOuts && this.applied > queue.appliedBefore) return false;
      this.listeners.onTrouble(error.cause, this.parts.stream);
      this.pause(queue, Math.min(storeTroubleMs * 2 ** (queue.timeOuts - 1), longestPauseMs));
      return true;
    }
    if (!(error instanceof EffectFailed) || ++queue.failures >= failures) return false;
    this.pause(queue, retryMs * 2 ** (queue.failures - 1));
    return true;
  }

  private pause(queue: AggregateQueue, ms: number): void {
    queue.pause(ms);
    setTimeout(() => this.wake(queue), ms + 1).unref();
  }

  private dropEmpty(): void {
    for (const [aggregate, { size, isBusy }] of this.queues)
      if (size === 0 && !isBusy) this.queues.delete(aggregate);
  }
}
