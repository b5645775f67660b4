import { setTimeout as pause } from 'node:timers/promises';
import { readFact } from './fact';
import type { FactStore } from './fact-store';
import type { Durable, DurableInfo, FactMessages, JetStream } from './jetstream';
import { ackWaitMs, decideMissing, type Patience } from './missing-facts';
import type { Apply } from './settle-fact';
import type { OnTimeline } from './timelines';
import { Settler, type Listeners, type Pace } from './settler';

const pullMs = 1_000;
/** How long a pull waits that follows an empty one. It asks for one message, so that no lease runs out while it waits. */
const quietPullMs = 5_000;
const reopenMs = 500;
const fullMs = 100;
const atOnce = 100;
const giveBackMs = 5_000;
/** The part of `ack_wait` after which a lease that was not renewed counts as lost. */
const leasedPart = 0.8;

/** Reads one stream through one durable, and opens the durable again when it ends. */
export class StreamReader<Tx> {
  private readonly settler: Settler<Tx>;
  private readonly done: Promise<void>;
  private messages: FactMessages | undefined;
  private isClosed = false;

  constructor(
    private readonly source: { jetstream: JetStream; stream: string; durable: string },
    parts: { store: FactStore<Tx>; apply: Apply<Tx>; onTimeline: OnTimeline<Tx> },
    private readonly listeners: Listeners,
    private readonly patience: Patience & Pace,
  ) {
    this.settler = new Settler({ ...parts, stream: source.stream }, listeners, patience);
    this.done = this.run();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.messages?.stop();
    await this.done;
    await this.settler.close();
  }

  private isRunning(): boolean {
    return !this.isClosed;
  }

  private async run(): Promise<void> {
    const { jetstream, stream, durable } = this.source;
    while (this.isRunning()) {
      try {
        await this.follow(await jetstream.consumers.get(stream, durable));
      } catch (error) {
        if (!this.isRunning()) break;
        this.listeners.onTrouble(error, stream);
        await pause(reopenMs);
      }
    }
  }

  /** Throws when the durable is gone. Then its stream was recreated, and everything is delivered again. */
  private async follow(durable: Durable): Promise<void> {
    const opened = await durable.info();
    this.settler.forget();
    let received = atOnce;
    while (this.isRunning()) {
      const room = this.patience.most + atOnce - this.settler.size;
      if (received === 0 && this.settler.size === 0) received = await this.pull(durable, 1, quietPullMs);
      else if (room > 0) received = await this.pull(durable, Math.min(room, atOnce), pullMs);
      else await pause(fullMs);
      const info = await this.renewLeases(durable, ackWaitMs(opened));
      if (info.created !== opened.created) throw new Error('the durable was created again');
      this.lookForMissing(info);
    }
  }

  /** Returns how many messages were received. */
  private async pull(durable: Durable, most: number, waitMs: number): Promise<number> {
    const leasedFrom = performance.now();
    let received = 0;
    const messages = await durable.fetch({ max_messages: most, expires: waitMs });
    this.messages = messages;
    if (!this.isRunning()) messages.stop();
    for await (const message of messages) {
      received++;
      const fact = readFact(message.data);
      if (fact) {
        this.settler.add({ fact, message, leasedFrom });
      } else {
        this.listeners.onTrouble(new Error('a message is not a fact'), this.source.stream);
        message.term();
      }
    }
    return received;
  }

  /**
   * NATS answers this question after it has handled what was sent before. The answer confirms that the leases are
   * renewed.
   */
  private async renewLeases(durable: Durable, ackWait: number): Promise<DurableInfo> {
    const askedAt = performance.now();
    const before = askedAt - ackWait / 4;
    for (const queue of this.settler.queues.values()) queue.keepWorking(before);
    const info = await durable.info();
    const now = performance.now();
    for (const queue of this.settler.queues.values())
      queue.renewLeases(before, askedAt, now, ackWait * leasedPart);
    return info;
  }

  private lookForMissing(info: DurableInfo): void {
    const { accept, recheck, giveBack } = decideMissing(this.settler.queues.values(), info, this.patience);
    for (const queue of accept) {
      queue.acceptsGap = true;
      this.settler.wake(queue);
    }
    for (const queue of recheck) this.settler.wake(queue);
    for (const queue of giveBack) queue.giveBackHighest(giveBackMs);
  }
}
