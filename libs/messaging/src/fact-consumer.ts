import { streamOf, subjectsOf, type Family, type ServiceName } from '@rejoin/contracts';
import { isUnreachable, type Database } from '@rejoin/persistence';
import { AckPolicy, ConsumerEvents, DeliverPolicy, nanos, type ConsumerMessages, type JsMsg } from 'nats';
import { Unavailable, type Bus } from './bus';
import type { Delivered } from './delivery';
import type { Log } from './log';
import { delivered, park, retryParked } from './parked-facts';
import { settle, type FactHandler } from './settle';

const batchSize = 500;
const parkAfterDeliveries = 5;
const retryParkedMs = 30_000;

interface Message {
  message: JsMsg;
  fact: Delivered;
}

/**
 * One durable of a service for one family, shared by its replicas. Batches gather while one is being applied.
 * A message is acknowledged only after the commit of what it caused. What fails alone five times is parked with
 * an alarm; an unreachable database is nobody's fault and is waited for.
 */
export class FactConsumer {
  private running = true;
  private messages: ConsumerMessages | undefined;
  private waiting: JsMsg[] = [];
  private settling: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly parts: { database: Database; bus: Bus; service: ServiceName; log: Log },
    private readonly family: Family,
    private readonly handle: FactHandler,
  ) {
    this.retry = setInterval(() => void this.retryParked(), retryParkedMs);
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearInterval(this.retry);
    this.messages?.stop();
    await this.done;
    await this.settling;
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        await this.consume();
      } catch (error) {
        // A stream that its producer has not made yet, or a NATS that is away: both come back by themselves.
        if (!(error instanceof Unavailable) && this.running && this.parts.bus.isConnected) {
          this.parts.log.info({ family: this.family.name, reason: String(error) }, 'waiting for the stream');
        }
      }
      if (this.running) await new Promise((resolve) => setTimeout(resolve, 250));
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
      ack_wait: nanos(30_000),
      max_deliver: -1,
      max_ack_pending: 5_000,
    });
    const consumer = await js.consumers.get(stream, durable);
    const messages = await consumer.consume({ max_messages: 1_000, expires: 5_000, idle_heartbeat: 1_000 });
    this.messages = messages;
    void this.watch(messages);
    for await (const message of messages) {
      this.waiting.push(message);
      this.settling ??= this.settleWaiting().finally(() => (this.settling = undefined));
    }
  }

  /** Ends a pull whose durable or stream is gone, so that it is made again. */
  private async watch(messages: ConsumerMessages): Promise<void> {
    for await (const status of await messages.status()) {
      const missed = status.type === ConsumerEvents.HeartbeatsMissed && Number(status.data) >= 3;
      const gone =
        status.type === ConsumerEvents.ConsumerDeleted ||
        status.type === ConsumerEvents.ConsumerNotFound ||
        status.type === ConsumerEvents.StreamNotFound;
      if (missed || gone) messages.stop();
    }
  }

  private async settleWaiting(): Promise<void> {
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const readable = await this.readable(this.waiting.splice(0, batchSize));
      if (readable.length > 0) await this.apply(readable);
    }
  }

  /** Parks what is not a declared fact: it will never become one. */
  private async readable(messages: JsMsg[]): Promise<Message[]> {
    const read: Message[] = [];
    for (const message of messages) {
      try {
        read.push({ message, fact: delivered(message.json()) });
      } catch (error) {
        await this.parkMessage(message, null, error);
      }
    }
    return read;
  }

  private async apply(batch: Message[]): Promise<void> {
    const facts = batch.map(({ fact }) => fact);
    try {
      const settled = await settle(this.parts.database, this.family.name, facts, this.handle);
      batch.forEach(({ message }, i) => {
        if (settled[i] === 'later') message.nak(backoffMs(message));
        else message.ack();
      });
    } catch (error) {
      await this.afterFailure(batch, error);
    }
  }

  private async afterFailure(batch: Message[], error: unknown): Promise<void> {
    const [first] = batch;
    if (isUnreachable(error) || error instanceof Unavailable) {
      for (const { message } of batch) message.nak(1_000);
    } else if (batch.length > 1) {
      for (const one of batch) await this.apply([one]);
    } else if (first && first.message.info.deliveryCount >= parkAfterDeliveries) {
      await this.parkMessage(first.message, first.fact, error);
    } else if (first) {
      this.parts.log.warn(
        { err: error, family: this.family.name, id: first.fact.aggregateId },
        'a fact failed',
      );
      first.message.nak(backoffMs(first.message));
    }
  }

  private async parkMessage(message: JsMsg, fact: Delivered | null, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const aggregateId = fact?.aggregateId ?? message.subject.split('.').at(-1) ?? '';
    try {
      const text = message.string();
      await park(this.parts.database, {
        family: this.family.name,
        aggregateId,
        version: fact?.version ?? null,
        message: text,
        reason,
      });
      message.ack();
      this.parts.log.error(
        { alarm: 'fact-parked', family: this.family.name, id: aggregateId, reason },
        'a fact was parked',
      );
    } catch {
      message.nak(1_000);
    }
  }

  private async retryParked(): Promise<void> {
    try {
      await retryParked(this.parts.database, this.family.name, this.handle);
    } catch (error) {
      if (!isUnreachable(error)) this.parts.log.warn({ err: error }, 'retrying parked facts failed');
    }
  }
}

/** Redelivery after 50 ms, doubling, at most 10 s. */
function backoffMs(message: JsMsg): number {
  return Math.min(10_000, 50 * 2 ** Math.min(message.info.deliveryCount - 1, 8));
}
