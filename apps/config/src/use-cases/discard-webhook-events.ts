import { refuse, type Refused } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { discardDeadLetter, discardWaiting, lastSeq } from '../store/webhook-deliveries.store';
import { findWebhook } from '../store/webhooks.store';
import { SaveWebhook } from './save-webhook';

/** The number of lanes of one transaction. It is small, so that other deliveries do not wait long for their locks. */
const lanesAtOnce = 500;

/** Discards all events that wait for an endpoint, dead letters included, so that it continues with new events. */
@Injectable()
export class DiscardWebhookEvents {
  constructor(
    private readonly database: Database,
    private readonly webhooks: SaveWebhook,
  ) {}

  /** Returns the number of discarded events. Events that are queued meanwhile stay. */
  async run(actor: Actor, webhookId: string): Promise<number | Refused> {
    const { org } = actor;
    const webhook = await findWebhook(this.database, org, webhookId);
    if (!webhook) return refuse('not-found');
    await this.database.transaction((tx) => this.webhooks.note(tx, actor, webhook, 'discarded'));
    const upTo = await lastSeq(this.database, org, webhookId);
    const of = { org, webhookId, upTo, lanes: lanesAtOnce };
    let discarded = 0;
    for (let lanes = lanesAtOnce; lanes === lanesAtOnce;) {
      const batch = await this.database.transaction((tx) => discardWaiting(tx, of));
      discarded += batch.deliveries;
      lanes = batch.lanes;
    }
    return discarded;
  }

  /** Discards one dead letter, and the events behind it are delivered. */
  async discardOne(tx: Tx, actor: Actor, webhookId: string, seq: number): Promise<number | Refused> {
    const webhook = await findWebhook(tx, actor.org, webhookId);
    const discarded = webhook && (await discardDeadLetter(tx, actor.org, webhookId, seq));
    if (!discarded) return refuse('not-found');
    await this.webhooks.note(tx, actor, webhook, 'discarded', discarded);
    return 1;
  }
}
