import { webhookLimits } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import {
  countOpen,
  deleteOldDeliveries,
  forgetOldPositions,
  overfull,
  unparkLanes,
} from '../store/webhook-tidying.store';
import { SwitchOffWebhook } from './switch-off-webhook';

const countedUpTo = 10_000;
const deletedAtOnce = 5_000;

const waiting = new Gauge({
  name: 'rejoin_webhook_waiting_events',
  help: `events that wait for a webhook (counted up to ${countedUpTo})`,
});
const dead = new Gauge({
  name: 'rejoin_webhook_dead_letters',
  help: `events that no attempt has delivered to a webhook (counted up to ${countedUpTo})`,
});

/** Keeps what waits for webhooks, and their log, within limits. */
@Injectable()
export class TidyWebhooks {
  constructor(
    private readonly database: Database,
    private readonly switchOff: SwitchOffWebhook,
  ) {}

  /** `most`: what may wait for one endpoint. Gives whether there is more to delete than is deleted at once. */
  async run(most: number): Promise<boolean> {
    for (const { org, id } of await overfull(this.database, most))
      await this.database.transaction((tx) => this.switchOff.run(tx, org, id, 'queue-full'));
    const days = {
      delivered: webhookLimits.deliveredDays.value,
      undelivered: webhookLimits.undeliveredDays.value,
    };
    const deleted = await deleteOldDeliveries(this.database, days, deletedAtOnce);
    await unparkLanes(this.database);
    const forgotten = await forgetOldPositions(this.database, days.undelivered, deletedAtOnce);
    const open = await countOpen(this.database, countedUpTo);
    waiting.set(open.waiting);
    dead.set(open.dead);
    return Math.max(deleted, forgotten) === deletedAtOnce;
  }
}
