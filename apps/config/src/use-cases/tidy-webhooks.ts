import { webhookLimits } from '@rejoin/contracts';
import { runAll } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { countedUpTo, webhookDead, webhookParked, webhookWaiting } from '../outbound/figures.metrics';
import {
  countOpen,
  deleteOldDeliveries,
  deleteRemoved,
  forgetOldPositions,
  overfull,
  unparkLanes,
} from '../store/webhook-tidying.store';
import { SwitchOffWebhook } from './switch-off-webhook';

const deletedAtOnce = 5_000;
const days = {
  delivered: webhookLimits.deliveredDays.value,
  undelivered: webhookLimits.undeliveredDays.value,
};

/** Keeps the queue and the log of webhooks within their limits. */
@Injectable()
export class TidyWebhooks {
  constructor(
    private readonly database: Database,
    private readonly switchOff: SwitchOffWebhook,
  ) {}

  /**
   * `most` is the limit of events that wait for one endpoint. Returns whether more remains to be deleted. A step that
   * fails does not keep the others from their work.
   */
  async run(most: number): Promise<boolean> {
    const { database } = this;
    const steps: readonly (() => Promise<unknown>)[] = [
      () => deleteOldDeliveries(database, days, deletedAtOnce),
      () => deleteRemoved(database, deletedAtOnce),
      () => forgetOldPositions(database, days.undelivered, deletedAtOnce),
      () => this.switchOffOverfull(most),
      () => unparkLanes(database),
      () => this.measure(),
    ];
    const deleted = await runAll('steps of tidying webhooks have failed', steps);
    return deleted.includes(deletedAtOnce);
  }

  private async switchOffOverfull(most: number): Promise<void> {
    const webhooks = await overfull(this.database, most);
    const switchOff = ({ org, id }: { org: string; id: string }) =>
      this.database.transaction((tx) => this.switchOff.run(tx, org, id, 'queue-full'));
    await runAll(
      'webhooks with full queues were not switched off',
      webhooks.map((webhook) => () => switchOff(webhook)),
    );
  }

  private async measure(): Promise<void> {
    const open = await countOpen(this.database, countedUpTo);
    webhookWaiting.set(open.waiting);
    webhookDead.set(open.dead);
    webhookParked.set(open.parked);
  }
}
