import { factStreams } from './fact-data';
import type { FactStore } from './fact-store';
import type { JetStream } from './jetstream';
import type { Patience } from './missing-facts';
import { EffectFailed, retryParked, type Apply } from './settle-fact';
import type { Listeners, Pace } from './settler';
import type { OnTimeline } from './timelines';
import { StreamReader } from './stream-reader';

/** The options of a {@link FactReader}. */
export interface FactReaderOptions<Tx> extends Partial<Listeners & Patience & Pace> {
  /** The client of JetStream, with the rights of this reader. */
  readonly jetstream: JetStream;
  /** The name of this reader, of its user in NATS and of its durables. */
  readonly durable: string;
  /** Stores the positions of this reader. */
  readonly store: FactStore<Tx>;
  /**
   * Called for each fact, in the order of its aggregate. Write its effect with `tx`. A thrown error undoes the effect,
   * and the fact is tried again.
   */
  readonly apply: Apply<Tx>;
  /**
   * Called when the system was restored from a backup: once for each family, before its first fact of the other timeline. The
   * positions of the family are gone then. Replace what you have of it by a new snapshot, and store the positions of the
   * snapshot with `store.advance`, both with `tx`. A thrown error undoes both, and it is called again. Without it, the facts
   * that the system still has (of seven days) have their effects again.
   */
  readonly onTimeline?: OnTimeline<Tx>;
  /** The streams to follow; without it, all of them. */
  readonly streams?: readonly string[];
  /** The time in ms between attempts to apply parked facts. Default: 30,000. */
  readonly retryParkedMs?: number;
}

const parkedAtOnce = 100;
const parkedPatienceMs = 60_000;

/**
 * Follows the facts of a system. Each fact has its effect once, after its predecessor. The reader waits for
 * predecessors, continues without those that do not exist, parks facts whose effect keeps failing, and opens durables
 * again that were recreated.
 */
export class FactReader<Tx> {
  private readonly readers: readonly StreamReader<Tx>[];
  private readonly listeners: Listeners;
  private readonly retrying: NodeJS.Timeout;
  private isRetrying: Promise<void> | undefined;
  private isClosed = false;

  constructor(private readonly options: FactReaderOptions<Tx>) {
    const { jetstream, durable, store, apply, streams = factStreams } = options;
    const { onGap, onParked, onTrouble } = options;
    const ignore = () => undefined;
    const { onTimeline = ignore } = options;
    this.listeners = { onGap: onGap ?? ignore, onParked: onParked ?? ignore, onTrouble: onTrouble ?? ignore };
    const { patienceMs = 10_000, most = 500, concurrency = 4, failures = 5, retryMs = 200 } = options;
    const { timeOuts = 10 } = options;
    const pace = { patienceMs, most, concurrency, failures, retryMs, timeOuts };
    this.readers = streams.map(
      (stream) =>
        new StreamReader({ jetstream, stream, durable }, { store, apply, onTimeline }, this.listeners, pace),
    );
    this.retrying = setInterval(() => {
      this.isRetrying ??= this.retryAllParked().finally(() => (this.isRetrying = undefined));
    }, options.retryParkedMs ?? 30_000);
  }

  /** Stops reading and waits for running transactions. Facts that are not settled are delivered again. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.retrying);
    await Promise.all(this.readers.map((reader) => reader.close()));
    await this.isRetrying;
  }

  /** Tries each aggregate once, also when the store returns one again. */
  private async retryAllParked(): Promise<void> {
    const { store } = this.options;
    const tried = new Set<string>();
    try {
      for (let after = ''; ;) {
        const page = await store.parkedAggregates(parkedAtOnce, after);
        const fresh = page.filter((aggregate) => !tried.has(aggregate));
        if (fresh.length === 0) return;
        for (const aggregate of fresh) {
          if (!this.isRunning()) return;
          tried.add(aggregate);
          await this.retryParkedOf(aggregate);
        }
        after = page.at(-1) ?? after;
      }
    } catch (error) {
      this.listeners.onTrouble(error, '');
    }
  }

  private isRunning(): boolean {
    return !this.isClosed;
  }

  private async retryParkedOf(aggregate: string): Promise<void> {
    const { store, apply } = this.options;
    try {
      while (this.isRunning()) {
        const { settled, gap } = await retryParked(store, apply, aggregate, parkedPatienceMs);
        if (gap) this.listeners.onGap(gap);
        if (!settled) return;
      }
    } catch (error) {
      // The fact stays parked, and so do those behind it.
      if (!(error instanceof EffectFailed)) throw error;
    }
  }
}
