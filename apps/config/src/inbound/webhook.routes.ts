import {
  DeliveryState,
  Id,
  Instant,
  maxPage,
  NextCursor,
  Page,
  type Route,
  webhookLimits,
  WebhookOffReason,
} from '@rejoin/contracts';
import { z } from 'zod';
import { WebhookSettings } from '../domain/webhook';

const version = z.int().min(1).describe('the same as the ETag');
const count = z.int().min(0);

const Secret = z.object({
  secretId: Id,
  hint: z.string().max(4).describe('its last four characters, before the sign of padding'),
  createdAt: Instant,
  expiresAt: Instant.nullable().describe('null while no other one takes its place'),
});
const SavedWebhook = WebhookSettings.safeExtend({
  webhookId: Id,
  version,
  changedAt: Instant,
  offBecause: WebhookOffReason.nullable().describe('why it was switched off, when nobody did it by hand'),
  secrets: z
    .array(Secret)
    .max(webhookLimits.secrets.value + 1)
    .describe('those that sign, the oldest first'),
}).meta({ id: 'Webhook' });
const WithSecret = SavedWebhook.safeExtend({
  secret: z.string().max(100).describe('the signing secret, which is shown only here'),
}).meta({ id: 'WebhookWithSecret' });
const ListedWebhook = SavedWebhook.safeExtend({
  waiting: count.describe('events that were not delivered, dead letters included'),
  deadLetters: count,
}).meta({ id: 'ListedWebhook' });

const attempt = {
  status: z.int().nullable().describe('of HTTP; null when the endpoint did not answer'),
  error: z
    .string()
    .max(100)
    .nullable()
    .describe('why there is no status: timed-out, address-not-allowed, or a code such as ECONNREFUSED'),
  ms: count,
};
const Delivery = z
  .object({
    deliveryId: z.int().min(1),
    eventId: z.uuid().describe('the webhook-id of every attempt'),
    subject: Id.describe('the conversation, or the agent, of which the event tells'),
    type: z.string().max(100),
    recordedAt: Instant,
    state: DeliveryState,
    isBehindDeadLetter: z.boolean(),
    attempts: count.describe('since the last redelivery by hand'),
    lastAttempt: z.object({ at: Instant, ...attempt }).nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

const one = '/v1/webhooks/:id';
const administrators = { roles: ['administrator'] } as const;
const replacing = { ...administrators, method: 'PUT', tagged: true } as const;
const listOf = (item: z.ZodType) => z.object({ items: z.array(item).max(maxPage), nextCursor: NextCursor });

/** Endpoints to which facts are sent, signed as Standard Webhooks says. */
export const webhookRoutes = {
  list: {
    ...administrators,
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'List webhooks, in the order of their making',
    query: Page,
    reply: listOf(ListedWebhook),
    tagged: false,
    refusals: ['invalid'],
  },
  create: {
    ...administrators,
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Make a webhook with its first secret; it gets facts from then on',
    body: WebhookSettings.meta({ id: 'WebhookSettings' }),
    reply: WithSecret,
    tagged: true,
    refusals: ['invalid', 'too-many'],
  },
  read: {
    ...administrators,
    method: 'GET',
    path: one,
    summary: 'Read a webhook, and how much waits for it',
    reply: ListedWebhook,
    tagged: true,
    refusals: [],
  },
  replace: {
    ...replacing,
    path: one,
    summary: 'Replace the settings of a webhook whole; an inactive one gets no facts of that time',
    body: WebhookSettings.meta({ id: 'WebhookSettings' }),
    reply: SavedWebhook,
    refusals: ['invalid', 'version-required', 'version-conflict', 'too-many'],
  },
  rotateSecret: {
    ...replacing,
    path: `${one}/rotate-secret`,
    summary: 'Make a new secret, which signs at once; those before sign beside it for so many hours',
    body: z.object({
      overlapHours: z
        .int()
        .min(0)
        .max(webhookLimits.overlapHours.value)
        .default(24)
        .describe('0: the old secret has leaked, and ends now'),
    }),
    reply: WithSecret,
    refusals: ['invalid', 'version-required', 'version-conflict', 'already-exists'],
  },
  test: {
    ...administrators,
    method: 'POST',
    path: `${one}/test`,
    summary: 'Send a test event now, once, and say how the endpoint answered',
    body: z.object({}),
    reply: z.object({ isDelivered: z.boolean(), ...attempt }).meta({ id: 'WebhookTest' }),
    tagged: false,
    refusals: ['invalid', 'too-many'],
  },
  deliveries: {
    ...administrators,
    method: 'GET',
    path: `${one}/deliveries`,
    summary: 'The log of a webhook: what was and what is to be delivered, the newest first',
    query: Page.extend({ state: DeliveryState.optional() }),
    reply: listOf(Delivery),
    tagged: false,
    refusals: ['invalid'],
  },
  redeliver: {
    ...administrators,
    method: 'POST',
    path: `${one}/redeliver`,
    summary: 'Deliver dead letters again, one or all of them, and what waits behind them',
    body: z.object({ deliveryId: z.int().min(1).optional().describe('all dead letters when left out') }),
    reply: z.object({ redelivered: count }),
    tagged: false,
    refusals: ['invalid'],
  },
  discard: {
    ...administrators,
    method: 'POST',
    path: `${one}/discard`,
    summary: 'Discard what waits for a webhook, dead letters too; it is not sent',
    body: z.object({}),
    reply: z.object({ discarded: count }),
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;
