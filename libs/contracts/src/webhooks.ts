import { z } from 'zod';
import { streamOf } from './envelope';
import { families } from './facts/families';
import { meaning } from './meaning';

/** Facts of settings carry texts of people, and who changes settings needs no webhook to know. */
const told = families.filter(({ producer }) => producer !== 'config');

/** The kinds of facts that webhooks can be told of. */
export const WebhookEventType = meaning(
  Object.fromEntries(
    told.flatMap(({ facts }) =>
      Object.entries(facts).map(([kind, { description = '' }]) => [kind, description] as const),
    ),
  ),
);

/** The durable through which config reads what it passes on to webhooks, in each of {@link webhookStreams}. */
export const webhookDurable = 'config--webhooks';
export const webhookStreams: readonly string[] = [...new Set(told.map(({ producer }) => streamOf(producer)))];

/** What is sent when an administrator tests a webhook. It is no fact, and stands in no stream. */
export const webhookTestType = 'WebhookTest';

export const DeliveryState = meaning({
  waiting: 'It is still to be delivered, or tried again.',
  delivered: 'The endpoint has answered with a status of 2xx.',
  dead: 'Every attempt failed. What follows of the same subject waits behind it until it is redelivered.',
});
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookOffReason = meaning({
  gone: 'The endpoint answered 410.',
  'queue-full': 'More events waited than are kept for one endpoint.',
});
export type WebhookOffReason = z.infer<typeof WebhookOffReason>;
