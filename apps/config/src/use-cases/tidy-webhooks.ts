import { webhookLimits } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import {
  countOpen,
  deleteOldDeliveries,
  deleteRemoved,
  forgetOldPositions,
  overfull,
  unparkLanes,
} from '../store/webhook-tidying.store';
import { countedUpTo, webhookDead, webhookParked, webhookWaiting } from './figures.metrics';
import { SwitchOffWebhook } from './switch-off-webhook';

const deletedAtOnce = 5_000;

/** Keeps the queue and the log of webhooks within their limits. */
@Injectable()
export class TidyWebhooks {
  constructor(
    private readonly database: Database,
    private readonly switchOff: SwitchOffWebhook,
  ) {}

  /** `most` is the limit of events that wait for one endpoint. Returns whether more remains to be deleted. */
  async run(most: number): Promise<boolean> {
    for (const { org, id } of await overfull(this.database, most))
      await this.database.transaction((tx) => this.switchOff.run(tx, org, id, 'queue-full'));
    const days = {
      delivered: webhookLimits.deliveredDays.value,
      undelivered: webhookLimits.undeliveredDays.value,
    };
    const deleted = await deleteOldDeliveries(this.database, days, deletedAtOnce);
    const removed = await deleteRemoved(this.database, deletedAtOnce);
    await unparkLanes(this.database);
    const positions = await forgetOldPositions(this.database, days.undelivered, deletedAtOnce);
    const open = await countOpen(this.database, countedUpTo);
    webhookWaiting.set(open.waiting);
    webhookDead.set(open.dead);
    webhookParked.set(open.parked);
    return Math.max(deleted, removed, positions) === deletedAtOnce;
  }
}
