import type { DeliveryState, WebhookOffReason, WebhookSettings } from '@rejoin/contracts';

interface WebhookSecret {
  readonly secretId: string;
  readonly hint: string;
  readonly expiresAt: string | null;
}

export interface Webhook extends WebhookSettings {
  readonly webhookId: string;
  readonly version: number;
  readonly offBecause: WebhookOffReason | null;
  readonly secrets: readonly WebhookSecret[];
}

export interface ListedWebhook extends Webhook {
  readonly waiting: number;
  readonly deadLetters: number;
}

/** A webhook with its secret, which is shown only once. */
export interface WebhookWithSecret extends Webhook {
  readonly secret: string;
}

export interface Attempt {
  readonly status: number | null;
  readonly error: string | null;
  readonly ms: number;
}

export interface Delivery {
  readonly deliveryId: number;
  readonly subject: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly state: DeliveryState;
  readonly isBehindDeadLetter: boolean;
  readonly attempts: number;
  readonly lastAttempt: (Attempt & { readonly at: string }) | null;
}
