import type { WebhookOffReason } from '@rejoin/contracts';
import { ServiceLog } from '@rejoin/service';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { recordChange } from '../store/audit.store';
import { lockWebhook, saveWebhookRow } from '../store/webhooks.store';

/** Switches an endpoint off without a request by a person. Waiting events stay until it is switched on again. */
@Injectable()
export class SwitchOffWebhook {
  constructor(private readonly log: ServiceLog) {}

  async run(tx: Tx, org: string, id: string, because: WebhookOffReason): Promise<void> {
    const current = await lockWebhook(tx, org, id);
    if (!current?.value.active) return;
    const changedAt = await databaseClock(tx);
    const value = { ...current.value, active: false };
    const saved = { ...current, value, version: current.version + 1, changedAt, offBecause: because };
    await saveWebhookRow(tx, org, saved);
    const actor = { org, as: 'system', accountId: null } as const;
    await recordChange(tx, actor, 'webhook', saved, {
      action: 'switched-off',
      old: current.value,
      new: value,
    });
    tx.afterCommit(() =>
      this.log.error(
        { alarm: 'webhook-switched-off', webhook: id, because },
        'a webhook was switched off; look at it, and switch it on again',
      ),
    );
  }
}
