import { streamOf, subjectsOf, type Family, type ServiceName } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import { AckPolicy, DeliverPolicy, nanos, type ConsumerMessages, type JsMsg } from 'nats';
import type { FactHandler } from './applied-versions';
import type { Bus } from './bus';
import type { Log } from './log';
import { retryParked } from './parked-facts';
import { Settler, type Patience } from './settler';

export interface ConsumerPace extends Patience {
  /** Facts a transaction. */
  batchSize: number;
  /** How often parked facts are tried again. */
  retryParkedMs: number;
  /** How long NATS waits for the acknowledgement of a replica that may be gone. */
  ackWaitMs: number;
}

const usual: ConsumerPace = {
  batchSize: 500,
  failures: 5,
  holdMs: 60_000,
  unreachableMs: 1_000,
  retryParkedMs: 30_000,
  ackWaitMs: 5_000,
};
const reopenMs = 250;
const pulled = 1_000;

/**
 * One durable of a service for one family, shared by its replicas. Batches gather while one is being applied;
 * what is pulled and not applied is bounded.
 */
export class FactConsumer {
  private readonly pace: ConsumerPace;
  private readonly settler: Settler;
  private readonly retry: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private messages: ConsumerMessages | undefined;
  private waiting: JsMsg[] = [];
  private settling: Promise<void> | undefined;
  private arrived: () => void = () => undefined;
  private roomMade: () => void = () => undefined;
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
    this.settler = new Settler(parts, family.name, handle, this.pace);
    this.retry = setInterval(() => void this.retryParked(), this.pace.retryParkedMs);
    // After a reconnect the durable may be gone, and nobody would say so before the next heartbeats are missed.
    this.stopListening = parts.bus.onConnect(() => this.messages?.stop());
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearInterval(this.retry);
    this.stopListening();
    this.messages?.stop();
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
    const { js, manager } = await this.parts.bus.jetstream();
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
    const consumer = await js.consumers.get(stream, durable);
    this.messages = await consumer.consume({
      max_messages: pulled,
      expires: 30_000,
      idle_heartbeat: 2_000,
      abort_on_missing_resource: true,
    });
    if (!this.running) this.messages.stop();
    for await (const message of this.messages) {
      this.waiting.push(message);
      this.arrived();
      this.settling ??= this.settleWaiting();
      if (this.waiting.length >= this.pace.batchSize) {
        await new Promise<void>((resolve) => (this.roomMade = resolve));
      }
    }
  }

  private async settleWaiting(): Promise<void> {
    try {
      await new Promise(setImmediate);
      while (this.waiting.length > 0 || (this.running && this.settler.held.size > 0)) {
        if (this.waiting.length === 0) await this.nextArrival(this.settler.held.dueInMs);
        const batch = this.waiting.splice(0, this.pace.batchSize);
        this.roomMade();
        await this.settler.settle(batch);
      }
    } catch (error) {
      // What was not acknowledged comes again.
      this.parts.log.warn({ err: error, family: this.family.name }, 'settling facts failed');
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

  private async retryParked(): Promise<void> {
    try {
      const applied = await retryParked(this.parts.database, this.family.name, this.handle);
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
