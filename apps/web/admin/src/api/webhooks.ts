import type { DeliveryState, WebhookSettings } from '@rejoin/contracts';
import type { Attempt, Delivery, ListedWebhook, Webhook, WebhookWithSecret } from '../webhooks/webhooks';
import type { ConfigHttp } from './config-http';
import type { Page } from './kinds';
import { listQuery, type ListFilter } from './list-query';
import { paths } from './paths';

const { webhooks } = paths;
/** An endpoint has 15 s, and the service a little beside that. */
const testMs = 25_000;

/** Config's webhooks. */
export class WebhooksApi {
  constructor(private readonly http: ConfigHttp) {}

  list(wanted: ListFilter): Promise<Page<ListedWebhook>> {
    return this.http.ask(`${webhooks.list}?${listQuery(wanted)}`);
  }

  read(webhookId: string): Promise<ListedWebhook> {
    return this.http.ask(webhooks.read(webhookId));
  }

  create(settings: WebhookSettings): Promise<WebhookWithSecret> {
    return this.http.ask(webhooks.create, { method: 'POST', body: settings });
  }

  remove({ webhookId, version }: Webhook): Promise<unknown> {
    return this.http.ask(webhooks.remove(webhookId), { method: 'DELETE', version });
  }

  rotateSecret({ webhookId, version }: Webhook, overlapHours: number): Promise<WebhookWithSecret> {
    return this.http.ask(webhooks.rotateSecret(webhookId), {
      method: 'PUT',
      body: { overlapHours },
      version,
    });
  }

  test(webhookId: string): Promise<Attempt & { readonly isDelivered: boolean }> {
    return this.http.ask(webhooks.test(webhookId), { method: 'POST', body: {}, timeoutMs: testMs });
  }

  deliveries(
    webhookId: string,
    state: DeliveryState | undefined,
    cursor: string | null,
  ): Promise<Page<Delivery>> {
    const filters = state === undefined ? {} : { state };
    return this.http.ask(`${webhooks.deliveries(webhookId)}?${listQuery({ cursor, limit: 25, filters })}`);
  }

  /** All dead letters when `deliveryId` is left out. */
  redeliver(webhookId: string, deliveryId?: number): Promise<{ readonly redelivered: number }> {
    const body = deliveryId === undefined ? {} : { deliveryId };
    return this.http.ask(webhooks.redeliver(webhookId), { method: 'POST', body });
  }

  /** Discards one dead letter. The events that wait behind it are sent. */
  discard(webhookId: string, deliveryId: number): Promise<unknown> {
    return this.http.ask(webhooks.discard(webhookId), { method: 'POST', body: { deliveryId } });
  }
}
