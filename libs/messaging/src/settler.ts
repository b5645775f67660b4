import { isUnreachable, type Database } from '@rejoin/persistence';
import type { JsMsg } from 'nats';
import type { FactHandler } from './applied-versions';
import { applyFacts, type Incoming } from './apply-facts';
import { Unavailable } from './bus';
import { delivered } from './delivery';
import type { Log } from './log';
import { park, placeOf, type Parkable } from './parked-facts';

export interface Patience {
  /** A fact that has failed alone this often is parked. */
  failures: number;
  /** A fact that has come too early this often is parked: 16 times take about a minute. */
  waits: number;
  /** The pause while Postgres, or a service that the handler asks, is not reachable. */
  unreachableMs: number;
}

interface Read extends Incoming {
  readonly message: JsMsg;
}

const rememberedTroubles = 50_000;

/**
 * Decides what becomes of deliveries. A message is acknowledged only after the commit of what it caused. A
 * failing batch is halved until what fails stands alone; what keeps failing alone is parked with an alarm. An
 * unreachable database is nobody's fault, and is waited for.
 */
export class Settler {
  /** How often each fact failed or came too early here. NATS's own count knows no reasons. */
  private readonly troubles = new Map<string, { failures: number; waits: number }>();

  constructor(
    private readonly parts: { database: Database; log: Log },
    private readonly family: string,
    private readonly handle: FactHandler,
    private readonly patience: Patience,
  ) {}

  async settle(messages: readonly JsMsg[]): Promise<void> {
    const read: Read[] = [];
    for (const message of messages) {
      const text = message.string();
      try {
        read.push({ message, text, fact: delivered(JSON.parse(text)) });
      } catch (error) {
        await this.park(message, { fact: placeOf(text, message.subject), text }, error);
      }
    }
    if (read.length > 0) await this.apply(read);
  }

  private async apply(batch: readonly Read[]): Promise<void> {
    try {
      const settled = await applyFacts(this.parts.database, this.family, batch, this.handle);
      for (const [i, one] of batch.entries()) {
        if (settled[i] === 'later') await this.wait(one);
        else this.done(one);
      }
    } catch (error) {
      if (isUnreachable(error) || error instanceof Unavailable) await this.pause(batch);
      else await this.narrow(batch, error);
    }
  }

  private async narrow(batch: readonly Read[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.apply(batch.slice(0, half));
      await this.apply(batch.slice(half));
    } else if (first) {
      await this.fail(first, error);
    }
  }

  private async fail(one: Read, error: unknown): Promise<void> {
    const trouble = this.troubleOf(one);
    if (++trouble.failures >= this.patience.failures) return this.park(one.message, one, error);
    const { aggregateId: id, version } = one.fact;
    this.parts.log.warn({ err: error, family: this.family, id, version }, 'a fact failed');
    one.message.nak(Math.min(10_000, 25 * 2 ** trouble.failures));
  }

  private async wait(one: Read): Promise<void> {
    const trouble = this.troubleOf(one);
    if (++trouble.waits >= this.patience.waits) {
      await this.park(one.message, one, new Error('what must come before it has not come'));
    } else {
      one.message.nak(Math.min(10_000, 5 * 2 ** (trouble.waits - 1)));
    }
  }

  private async pause(batch: readonly Read[]): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.patience.unreachableMs));
    for (const { message } of batch) message.nak();
  }

  private done(one: Read): void {
    one.message.ack();
    this.troubles.delete(one.fact.eventId);
  }

  private async park(message: JsMsg, one: Parkable, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    try {
      await park(this.parts.database, this.family, [one], reason);
    } catch {
      message.nak(this.patience.unreachableMs);
      return;
    }
    message.ack();
    const { aggregateId: id, version } = one.fact;
    this.parts.log.error(
      { alarm: 'fact-parked', family: this.family, id, version, reason },
      'a fact was parked',
    );
  }

  private troubleOf({ fact }: Read): { failures: number; waits: number } {
    const known = this.troubles.get(fact.eventId);
    if (known) return known;
    if (this.troubles.size >= rememberedTroubles) this.troubles.clear();
    const fresh = { failures: 0, waits: 0 };
    this.troubles.set(fact.eventId, fresh);
    return fresh;
  }
}
