import { streamOf, subjectsOf, type Family, type ServiceName } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import { AckPolicy, DeliverPolicy, nanos } from 'nats';
import type { FactHandler } from './applied-versions';
import { BatchWindow } from './batch-window';
import type { Bus } from './bus';
import type { FactMessage } from './fact-message';
import { GapRepair } from './gap-repair';
import type { Log } from './log';
import { parkedFrom, parkedIds, retryParked } from './parked-facts';
import type { Pull } from './pull';
import { Settler, type Patience } from './settler';

export interface ConsumerPace extends Patience {
  /** Facts a transaction at most; fewer while they are applied slowly. */
  batchSize: number;
  /** How often parked facts are tried again. */
  retryParkedMs: number;
  /** How long a fact waits for its predecessor before the producer is asked for it. */
  gapMs: number;
  /** How long NATS waits for the acknowledgement of a replica that may be gone. */
  ackWaitMs: number;
}

const usual: ConsumerPace = {
  batchSize: 500,
  failures: 5,
  holdMs: 60_000,
  unreachableMs: 1_000,
  retryParkedMs: 30_000,
  gapMs: 1_500,
  ackWaitMs: 5_000,
};
const reopenMs = 250;
const giveBackMs = 1_000;
const lookForGapsMs = 500;

/**
 * One durable of a service for one family, shared by its replicas. Batches gather while one is being applied;
 * what is pulled and not applied is about what can be applied in a second.
 */
export class FactConsumer {
  private readonly pace: ConsumerPace;
  private readonly settler: Settler;
  private readonly gaps: GapRepair;
  private readonly window: BatchWindow;
  private readonly timers: NodeJS.Timeout[];
  private readonly stopListening: () => void;
  private pull: Pull | undefined;
  private waiting: FactMessage[] = [];
  private settling: Promise<void> | undefined;
  private arrived: () => void = () => undefined;
  private running = true;
  private told = '';
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly family: Family,
    private readonly handle: FactHandler,
    pace: Partial<ConsumerPace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.window = new BatchWindow(this.pace.batchSize);
    this.settler = new Settler(parts, family.name, handle, this.pace, (ids) => void this.retryParked(ids));
    this.gaps = new GapRepair(parts, family);
    this.timers = [
      setInterval(() => void this.retryAllParked(), this.pace.retryParkedMs),
      setInterval(() => void this.gaps.repair(this.settler.held.overdue(this.pace.gapMs)), lookForGapsMs),
    ];
    // After a reconnect the durable may be gone or another one, and nobody would say so before it is found silent.
    this.stopListening = parts.bus.onConnect(() => this.pull?.invalidate());
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    for (const timer of this.timers) clearInterval(timer);
    this.stopListening();
    this.pull?.stop();
    this.arrived();
    await this.done;
    await this.settling;
    this.settler.held.giveBack();
  }

  private isRunning(): boolean {
    return this.running;
  }

  private async run(): Promise<void> {
    while (this.isRunning()) {
      try {
        await this.consume();
        this.told = '';
      } catch (error) {
        // A stream that its producer has not made yet, a durable that went with it, or a NATS that is away.
        this.tell(String(error));
      }
      if (this.isRunning()) await new Promise((resolve) => setTimeout(resolve, reopenMs));
    }
  }

  private async consume(): Promise<void> {
    const { manager } = await this.parts.bus.jetstream();
    const stream = streamOf(this.family.producer);
    const durable = `${this.parts.service}--${this.family.name}`;
    await manager.consumers.add(stream, {
      durable_name: durable,
      filter_subject: subjectsOf(this.family),
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(this.pace.ackWaitMs),
      max_deliver: -1,
      max_ack_pending: 5_000,
    });
    if (!this.running) return;
    const pull = this.parts.bus.pull(
      { stream, durable },
      (message) => this.take(message),
      () => this.askForMore(),
    );
    this.pull = pull;
    this.askForMore();
    await pull.over;
  }

  private take(message: FactMessage): void {
    this.waiting.push(message);
    this.arrived();
    this.settling ??= this.settleWaiting();
  }

  private askForMore(): void {
    const room = this.window.size - this.waiting.length;
    if (room >= this.window.size / 2) this.pull?.ask(room);
  }

  private async settleOrGiveBack(batch: readonly FactMessage[]): Promise<void> {
    try {
      await this.settler.settle(batch);
    } catch (error) {
      this.parts.log.warn({ err: error, family: this.family.name }, 'settling facts failed');
      for (const message of batch) message.nak(giveBackMs);
    }
  }

  private async settleWaiting(): Promise<void> {
    try {
      await new Promise(setImmediate);
      while (this.waiting.length > 0 || (this.running && this.settler.held.size > 0)) {
        if (this.waiting.length === 0) await this.nextArrival(this.settler.held.dueInMs);
        const batch = this.waiting.splice(0, this.window.size);
        this.askForMore();
        const begun = performance.now();
        await this.settleOrGiveBack(batch);
        this.window.took(batch.length, performance.now() - begun);
      }
    } finally {
      this.settling = undefined;
    }
  }

  private nextArrival(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** What cannot be applied because what comes before it is missing is asked for. */
  private async retryAllParked(): Promise<void> {
    const { database } = this.parts;
    try {
      const ids = await parkedIds(database, this.family.name);
      if (ids.length === 0) return;
      await this.retryParked(ids);
      await this.gaps.repair(await parkedFrom(database, this.family.name, ids));
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }

  private async retryParked(ids: readonly string[]): Promise<void> {
    try {
      const applied = await retryParked(this.parts.database, this.family.name, ids, this.handle);
      if (applied > 0)
        this.parts.log.info({ family: this.family.name, applied }, 'parked facts were applied');
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }

  /** The same reason is told once. */
  private tell(reason: string): void {
    if (reason !== this.told) this.parts.log.info({ family: this.family.name, reason }, 'waiting for facts');
    this.told = reason;
  }
}
