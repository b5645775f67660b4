import type { DeliveryState, WebhookOffReason } from '@rejoin/contracts';
import { text, url } from '../form/checks';
import { problemsOf, type Problems } from '../form/problem';

export interface WebhookSettings {
  readonly name: string;
  readonly url: string;
  /** Empty: all types. */
  readonly eventTypes: string[];
  readonly active: boolean;
}

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

/** The event types that the service supports. */
export const eventTypes: readonly string[] = [
  'ConversationStarted',
  'MessageSent',
  'NoteAdded',
  'CustomerDisconnected',
  'CustomerReconnected',
  'SessionTakenOver',
  'ReconnectTimeExtended',
  'ReconnectLinkSent',
  'AgentConnected',
  'AgentDisconnected',
  'AgentSignedOut',
  'ReconnectionWindowOpened',
  'ReconnectionWindowExtended',
  'ReconnectRequested',
  'ReconnectAccepted',
  'ReconnectRejected',
  'ReconnectExpired',
  'ConversationSealed',
  'DeadlineReached',
  'ConversationQueued',
  'ConversationParked',
  'AgentAssigned',
  'CapacityHeld',
  'CapacityResumed',
  'CapacityReleased',
  'ConversationRequeued',
  'ConversationWrappedUp',
  'ConversationClosed',
  'AgentPresenceChanged',
];

export function settingsOf({ name, url, eventTypes: types, active }: Webhook): WebhookSettings {
  return { name, url, eventTypes: types, active };
}

export function webhookProblems(draft: WebhookSettings): Problems {
  return problemsOf([text('/name', draft.name), url('/url', draft.url)]);
}
