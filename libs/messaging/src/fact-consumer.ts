import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import type { FactHandler } from './applied-versions';
import { BatchWindow } from './batch-window';
import type { Bus } from './bus';
import { FactDurables } from './fact-durables';
import type { FactMessage } from './fact-message';
import { GapRepair } from './gap-repair';
import type { Listener } from './listener';
import type { Log } from './log';
import { deliveredFacts } from './messaging-figures';
import { firstParked, parkedIds, retryParked } from './parked-facts';
import type { Pull } from './pull';
import { Settler, type Patience } from './settler';

export interface ConsumerPace extends Patience {
  /** Facts a transaction at most; fewer while they are applied slowly. */
  batchSize: number;
  /** Transactions that are not full begin so long after one another at least: facts that come often share theirs. */
  gatherMs: number;
  /** How often parked facts are tried again. */
  retryParkedMs: number;
  /** How long a fact waits for its predecessor before the producer is asked for it. */
  gapMs: number;
  /** How long NATS waits for the acknowledgement of a replica that may be gone. */
  ackWaitMs: number;
  /** How long no fact of the release 0.1.0 has come before the durables of kinds are used. */
  olderReleaseMs: number;
}

const usual: ConsumerPace = {
  batchSize: 500,
  gatherMs: 20,
  failures: 5,
  holdMs: 60_000,
  unreachableMs: 1_000,
  retryParkedMs: 30_000,
  gapMs: 1_500,
  ackWaitMs: 5_000,
  olderReleaseMs: 60_000,
};
const reopenMs = 250;
const giveBackMs = 1_000;
const tendMs = 500;

/**
 * The durables of a service for what it follows of one family, shared by its replicas. Batches gather while one is being applied;
 * what is pulled and not applied is about what can be applied in a second.
 */
export class FactConsumer {
  private readonly pace: ConsumerPace;
  private readonly settler: Settler;
  private readonly gaps: GapRepair;
  private readonly durables: FactDurables;
  private readonly handle: FactHandler;
  private readonly window: BatchWindow;
  private readonly timers: NodeJS.Timeout[];
  private readonly stopListening: () => void;
  private pulls: readonly Pull[] = [];
  private waiting: FactMessage[] = [];
  private settling: Promise<void> | undefined;
  private arrived: () => void = () => undefined;
  private running = true;
  private begunAt = -Infinity;
  private told = '';
  private isChanging = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly listener: Listener,
    handle: FactHandler,
    pace: Partial<ConsumerPace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.window = new BatchWindow(this.pace.batchSize);
    this.durables = new FactDurables(parts.service, listener, this.pace);
    this.handle = async (facts, tx) => {
      const own = facts.filter(({ type }) => listener.actsOn(type));
      if (own.length > 0) await handle(own, tx);
    };
    this.settler = new Settler(
      parts,
      listener,
      this.handle,
      this.pace,
      (ids) => void this.retryParked(ids),
      (fact, settlement) => this.durables.heard(fact, settlement),
    );
    this.gaps = new GapRepair(parts, listener);
    this.timers = [
      setInterval(() => void this.retryAllParked(), this.pace.retryParkedMs),
      setInterval(() => void this.tidy(), this.pace.retryParkedMs),
      setInterval(() => void this.gaps.repair(this.settler.held.overdue(this.pace.gapMs)), tendMs),
      setInterval(() => void this.changeOver(), tendMs),
    ];
    // After a reconnect the durable may be gone or another one, and nobody would say so before it is found silent.
    this.stopListening = parts.bus.onConnect(() => this.invalidate());
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    for (const timer of this.timers) clearInterval(timer);
    this.stopListening();
    for (const pull of this.pulls) pull.stop();
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
        (message) => this.take(message),
        () => this.askForMore(),
      ),
    );
    this.askForMore();
    try {
      await Promise.race(this.pulls.map((pull) => pull.over));
    } finally {
      for (const pull of this.pulls) pull.stop();
    }
  }

  /** What is in hand comes again through the durables that are opened next. */
  private invalidate(): void {
    for (const pull of this.pulls) pull.invalidate();
  }

  private async changeOver(): Promise<void> {
    if (this.isChanging) return;
    this.isChanging = true;
    try {
      const { manager } = await this.parts.bus.jetstream();
      if (await this.durables.changeOver(manager)) this.invalidate();
    } catch {
      // NATS is away, or another replica has been quicker: it is tried again.
    } finally {
      this.isChanging = false;
    }
  }

  private async tidy(): Promise<void> {
    try {
      await this.durables.tidy((await this.parts.bus.jetstream()).manager);
    } catch {
      // What is left over costs little.
    }
  }

  private take(message: FactMessage): void {
    deliveredFacts.inc({ family: this.listener.name });
    this.waiting.push(message);
    this.arrived();
    this.settling ??= this.settleWaiting();
  }

  private askForMore(): void {
    const room = this.window.size - this.waiting.length;
    if (room >= this.window.size / 2) for (const pull of this.pulls) pull.ask(room);
  }

  private async settleOrGiveBack(batch: readonly FactMessage[]): Promise<void> {
    try {
      await this.settler.settle(batch);
    } catch (error) {
      this.parts.log.warn({ err: error, family: this.listener.name }, 'settling facts failed');
      for (const message of batch) message.nak(giveBackMs);
    }
  }

  private async settleWaiting(): Promise<void> {
    try {
      await new Promise(setImmediate);
      while (this.waiting.length > 0 || (this.running && this.settler.held.size > 0)) {
        if (this.waiting.length === 0) await this.nextArrival(this.settler.held.dueInMs);
        await this.gather();
        const batch = this.waiting.splice(0, this.window.size);
        this.askForMore();
        this.begunAt = performance.now();
        await this.settleOrGiveBack(batch);
        this.window.took(batch.length, performance.now() - this.begunAt);
      }
    } finally {
      this.settling = undefined;
    }
  }

  /** One that comes after a pause is applied at once. */
  private async gather(): Promise<void> {
    const waitMs = this.begunAt + this.pace.gatherMs - performance.now();
    if (waitMs >= 1 && this.waiting.length < this.window.size) await pause(waitMs);
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
      const ids = await parkedIds(database, this.listener.name);
      if (ids.length === 0) return;
      await this.retryParked(ids);
      await this.gaps.repair(await firstParked(database, this.listener.name, ids));
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }

  private async retryParked(ids: readonly string[]): Promise<void> {
    try {
      const applied = await retryParked(this.parts.database, this.listener, ids, this.handle);
      if (applied > 0)
        this.parts.log.info({ family: this.listener.name, applied }, 'parked facts were applied');
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }

  /** The same reason is told once. */
  private tell(reason: string): void {
    if (reason !== this.told)
      this.parts.log.info({ family: this.listener.name, reason }, 'waiting for facts');
    this.told = reason;
  }
}
