import { eventType, webhookLimits, webhookTestType } from '@rejoin/contracts';
import { newId, refuse, type Refused } from '@rejoin/kernel';
import { databaseClock, Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { outcomeOf, type Attempt } from '../domain/webhook-attempt';
import { WebhookSecrets } from '../keys/webhook-secrets';
import { WebhookEndpoints } from '../outbound/webhook-endpoints';
import { findWebhook, sealedSecrets } from '../store/webhooks.store';
import { SaveWebhook } from './save-webhook';

/** Sends one test event to an endpoint, active or not, and returns the outcome. It is not repeated. */
@Injectable()
export class TestWebhook {
  /** The number of running tests by organisation. */
  private readonly running = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly webhooks: SaveWebhook,
    private readonly secrets: WebhookSecrets,
    private readonly endpoints: WebhookEndpoints,
  ) {}

  async run(actor: Actor, id: string): Promise<(Attempt & { isDelivered: boolean }) | Refused> {
    const { org } = actor;
    const running = this.running.get(org) ?? 0;
    if (running >= webhookLimits.tests.value) return refuse('too-many');
    this.running.set(org, running + 1);
    try {
      return await this.send(actor, id);
    } finally {
      const others = (this.running.get(org) ?? 1) - 1;
      if (others > 0) this.running.set(org, others);
      else this.running.delete(org);
    }
  }

  private async send(actor: Actor, id: string): Promise<(Attempt & { isDelivered: boolean }) | Refused> {
    const { org } = actor;
    const webhook = await findWebhook(this.database, org, id);
    if (!webhook) return refuse('not-found');
    await this.database.transaction((tx) => this.webhooks.note(tx, actor, webhook, 'tested'));
    const secrets = this.secrets.open(id, await sealedSecrets(this.database, org, id));
    const now = await databaseClock(this.database);
    const event = {
      specversion: '1.0',
      id: newId(),
      source: '/rejoin/config',
      type: eventType(webhookTestType),
      subject: id,
      time: now,
      datacontenttype: 'application/json',
      org,
      data: { webhookId: id, at: now },
    };
    const { url } = webhook.value;
    const sending = { url, secrets, id: event.id, payload: JSON.stringify(event), now };
    const attempt = await this.endpoints.send(sending, new AbortController().signal);
    return { isDelivered: outcomeOf(attempt, 1, 0).is === 'delivered', ...attempt };
  }
}
