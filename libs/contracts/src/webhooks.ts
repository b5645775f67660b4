import { z } from 'zod';
import { streamOf } from './envelope';
import { families } from './facts/families';
import { meaning } from './meaning';

/** Webhooks get no facts about settings: these contain texts of people. */
const told = families.filter(({ producer }) => producer !== 'config');

/** The kinds of facts that a webhook can receive. */
export const WebhookEventType = meaning(
  Object.fromEntries(
    told.flatMap(({ facts }) =>
      Object.entries(facts).map(([kind, { description = '' }]) => [kind, description] as const),
    ),
  ),
);

/** The durable consumer with which config reads the facts for webhooks, in each of {@link webhookStreams}. */
export const webhookDurable = 'config--webhooks';
export const webhookStreams: readonly string[] = [...new Set(told.map(({ producer }) => streamOf(producer)))];

/** The event that is sent when an administrator tests a webhook. It is not a fact, and no stream contains it. */
export const webhookTestType = 'WebhookTest';

export const DeliveryState = meaning({
  waiting: 'It waits for its first or next attempt.',
  delivered: 'The endpoint responded with a 2xx status.',
  dead: 'Every attempt failed. Later events of the same subject wait until this one is redelivered or discarded.',
});
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookOffReason = meaning({
  gone: 'The endpoint responded with 410.',
  'queue-full': 'More events waited than the limit for one endpoint allows.',
});
export type WebhookOffReason = z.infer<typeof WebhookOffReason>;
