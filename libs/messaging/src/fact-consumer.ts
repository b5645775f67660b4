import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import type { FactHandler } from './apply-next';
import { BatchWindow } from './batch-window';
import type { Bus } from './bus';
import { FactDurables } from './fact-durables';
import type { FactMessage } from './fact-message';
import { GapRepair } from './gap-repair';
import type { FactSelection } from './fact-selection';
import type { Log } from './log';
import { deliveredFacts } from './messaging-figures';
import { retryParked } from './retry-parked';
import { firstParked, parkedIds } from './store/parked-facts';
import type { Pull } from './pull';
import { Settler, type RetryLimits } from './settler';
import { Signal } from './signal';

export interface ConsumerPace extends RetryLimits {
  /** The most facts in a transaction. Fewer are taken while they are applied slowly. */
  batchSize: number;
  /** The least time between the starts of two transactions that are not full, so that frequent facts share one. */
  gatherMs: number;
  /** How often parked facts are retried. */
  retryParkedMs: number;
  /** How long a fact waits for its predecessor before the producer is asked to republish it. */
  gapMs: number;
  /** How long NATS waits for an acknowledgement before it delivers a message to another replica. */
  ackWaitMs: number;
  /** How long no fact of the release 0.1.0 may have arrived before the durables of kinds are used. */
  olderReleaseMs: number;
}

const defaultPace: ConsumerPace = {
  batchSize: 500,
  gatherMs: 50,
  failures: 5,
  holdMs: 60_000,
  unreachableMs: 1_000,
  retryParkedMs: 30_000,
  gapMs: 1_500,
  ackWaitMs: 5_000,
  olderReleaseMs: 60_000,
};
const reopenMs = 250;
const nakDelayMs = 1_000;
const maintenanceMs = 500;

/**
 * Consumes the facts of one family for a service, from durables that its replicas share.
 *
 * Invariants: a fact is applied once and in the order of its aggregate, because its version is stored in the transaction
 * of its effect. A message is acknowledged after the commit. A fact that keeps failing is parked and delays only its own
 * aggregate.
 *
 * Concurrency: one batch is applied at a time, and the next one gathers meanwhile. The consumer pulls about as many facts
 * as it applies in a second, so that a slow replica leaves the rest to the others.
 *
 * Shutdown: `stop` ends the pulls, waits for the batch that runs, and returns the held facts to NATS for other replicas.
 */
export class FactConsumer {
  private readonly pace: ConsumerPace;
  private readonly settler: Settler;
  private readonly gaps: GapRepair;
  private readonly durables: FactDurables;
  private readonly handle: FactHandler;
  private readonly window: BatchWindow;
  private readonly retrying: NodeJS.Timeout;
  private isRetrying = false;
  private retriedUpTo = 0;
  private maintaining: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;
  private pulls: readonly Pull[] = [];
  private waiting: FactMessage[] = [];
  private settling: Promise<void> | undefined;
  private readonly arrival = new Signal();
  private running = true;
  private begunAt = -Infinity;
  private loggedReason = '';
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly selection: FactSelection,
    handle: FactHandler,
    pace: Partial<ConsumerPace> = {},
  ) {
    this.pace = { ...defaultPace, ...pace };
    this.window = new BatchWindow(this.pace.batchSize);
    this.durables = new FactDurables(parts.service, selection, this.pace);
    const handleOwn: FactHandler = async (facts, tx) => {
      const own = facts.filter(({ type }) => selection.actsOn(type));
      if (own.length > 0) await handle(own, tx);
    };
    this.handle = handleOwn;
    this.settler = new Settler(
      parts,
      selection,
      handleOwn,
      this.pace,
      (ids) => void this.retryParked(ids),
      (fact, settlement) => this.durables.observe(fact, settlement),
    );
    this.gaps = new GapRepair(parts, selection);
    this.retrying = setInterval(() => {
      void this.retryAllParked();
      void this.deleteUnusedDurable();
    }, this.pace.retryParkedMs);
    // After a reconnect the durable may be gone or recreated, which the client would notice only by its silence.
    this.stopListening = parts.bus.onConnect(() => this.invalidate());
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearInterval(this.retrying);
    clearTimeout(this.maintaining);
    this.stopListening();
    for (const pull of this.pulls) pull.stop();
    this.arrival.ring();
    await this.done;
    await this.settling;
    this.settler.held.nakAll();
  }

  /** This is a method because TypeScript assumes that a field keeps its value during an await. */
  private isRunning(): boolean {
    return this.running;
  }

  private async run(): Promise<void> {
    while (this.isRunning()) {
      try {
        await this.consume();
        this.loggedReason = '';
      } catch (error) {
        // The producer has not created the stream yet, its durable is gone, or NATS is not reachable.
        this.logWaiting(String(error));
      }
      if (this.isRunning()) await pause(reopenMs);
    }
  }

  private async consume(): Promise<void> {
    const { manager } = await this.parts.bus.jetstream();
    const { stream } = this.durables;
    const durables = await this.durables.open(manager);
    if (!this.running) return;
    this.pulls = durables.map((durable) =>
      this.parts.bus.pull(
        { stream, durable },
        (message) => this.receive(message),
        () => this.requestMore(),
      ),
    );
    this.requestMore();
    try {
      await Promise.race(this.pulls.map((pull) => pull.over));
    } finally {
      for (const pull of this.pulls) pull.stop();
    }
  }

  /** Drops the unsettled messages. They are delivered again by the durables that are opened next. */
  private invalidate(): void {
    for (const pull of this.pulls) pull.invalidate();
  }

  /** Repairs gaps and changes the durables, while facts are held or the durables may have to change. */
  private maintain(): void {
    const isNeeded = this.settler.held.size > 0 || this.durables.mayChange;
    if (!isNeeded || !this.running || this.maintaining) return;
    this.maintaining = setTimeout(() => {
      void this.gaps.repair(this.settler.held.overdue(this.pace.gapMs));
      void this.changeOver().finally(() => {
        this.maintaining = undefined;
        this.maintain();
      });
    }, maintenanceMs);
  }

  private async changeOver(): Promise<void> {
    try {
      const { manager } = await this.parts.bus.jetstream();
      if (await this.durables.changeOver(manager)) this.invalidate();
    } catch {
      // NATS is not reachable, or another replica was faster. The next interval tries again.
    }
  }

  private async deleteUnusedDurable(): Promise<void> {
    try {
      await this.durables.deleteUnused((await this.parts.bus.jetstream()).manager);
    } catch {
      // A durable that stays costs little, and the next interval tries again.
    }
  }

  private receive(message: FactMessage): void {
    deliveredFacts.inc({ family: this.selection.name });
    this.waiting.push(message);
    this.arrival.ring();
    this.settling ??= this.settleWaiting();
  }

  private requestMore(): void {
    const room = this.window.size - this.waiting.length;
    if (room >= this.window.size / 2) for (const pull of this.pulls) pull.request(room);
  }

  private async settleOrNak(batch: readonly FactMessage[]): Promise<void> {
    try {
      await this.settler.settle(batch);
    } catch (error) {
      this.parts.log.warn({ err: error, family: this.selection.name }, 'settling facts failed');
      for (const message of batch) message.nak(nakDelayMs);
    }
    this.maintain();
  }

  private async settleWaiting(): Promise<void> {
    try {
      await new Promise(setImmediate);
      while (this.waiting.length > 0 || (this.running && this.settler.held.size > 0)) {
        if (this.waiting.length === 0) await this.arrival.wait(this.settler.held.dueInMs);
        await this.gather();
        const batch = this.waiting.splice(0, this.window.size);
        this.requestMore();
        this.begunAt = performance.now();
        await this.settleOrNak(batch);
        this.window.took(batch.length, performance.now() - this.begunAt);
      }
    } finally {
      this.settling = undefined;
    }
  }

  /** Waits for more facts. A fact that arrives after a pause is applied at once. */
  private async gather(): Promise<void> {
    const waitMs = this.begunAt + this.pace.gatherMs - performance.now();
    if (waitMs >= 1 && this.waiting.length < this.window.size) await pause(waitMs);
  }

  /** Retries the next parked facts, and requests the missing facts before them from the producer. */
  private async retryAllParked(): Promise<void> {
    const { database } = this.parts;
    if (this.isRetrying) return;
    this.isRetrying = true;
    try {
      const { ids, next } = await parkedIds(database, this.selection.name, this.retriedUpTo);
      this.retriedUpTo = next;
      if (ids.length === 0) return;
      await this.retryParked(ids);
      await this.gaps.repair(await firstParked(database, this.selection.name, ids));
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    } finally {
      this.isRetrying = false;
    }
  }

  private async retryParked(ids: readonly string[]): Promise<void> {
    try {
      const applied = await retryParked(this.parts.database, this.selection, ids, this.handle);
      if (applied > 0)
        this.parts.log.info({ family: this.selection.name, applied }, 'parked facts were applied');
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }

  /** Logs a reason once while it stays the same. */
  private logWaiting(reason: string): void {
    if (reason !== this.loggedReason)
      this.parts.log.info({ family: this.selection.name, reason }, 'waiting for facts');
    this.loggedReason = reason;
  }
}
