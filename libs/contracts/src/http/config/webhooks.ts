import { z } from 'zod';
import { webhookLimits } from '../../limits';
import { Page } from '../../paging';
import { Id, Instant } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { WebhookSettings } from '../../webhook-settings';
import { DeliveryState, WebhookOffReason } from '../../webhooks';
import { act, administrators, count, create, list, read, remove, replace, version } from './resource';

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

const all = '/v1/webhooks';
const one = `${all}/:id`;
const Settings = WebhookSettings.meta({ id: 'WebhookSettings' });
const conflicts = ['invalid', 'version-required', 'version-conflict'] satisfies RefusalName[];

/** Endpoints to which facts are sent, signed as Standard Webhooks says. */
export const webhookRoutes = {
  list: list(all, 'List webhooks, in the order of their making', administrators, ListedWebhook, Page),
  create: {
    ...create(
      all,
      'Make a webhook with its first secret; it gets facts from then on',
      Settings,
      WithSecret,
      'webhookId',
    ),
    refusals: ['invalid', 'too-many'] satisfies RefusalName[],
  },
  read: read(one, 'Read a webhook, and how much waits for it', administrators, ListedWebhook),
  replace: {
    ...replace(
      one,
      'Replace the settings of a webhook whole; an inactive one gets no facts of that time',
      Settings,
      SavedWebhook,
    ),
    refusals: [...conflicts, 'too-many'] satisfies RefusalName[],
  },
  remove: remove(one, 'Delete a webhook with its secrets and its log; what waits for it is not sent'),
  rotateSecret: {
    ...replace(
      `${one}/rotate-secret`,
      'Make a new secret, which signs at once; those before sign beside it for so many hours',
      z.object({
        overlapHours: z
          .int()
          .min(0)
          .max(webhookLimits.overlapHours.value)
          .default(24)
          .describe('0: the old secret has leaked, and ends now'),
      }),
      WithSecret,
    ),
    refusals: [...conflicts, 'already-exists'] satisfies RefusalName[],
  },
  test: {
    ...act(
      `${one}/test`,
      'Send a test event now, once, and say how the endpoint answered',
      z.object({}),
      z.object({ isDelivered: z.boolean(), ...attempt }).meta({ id: 'WebhookTest' }),
    ),
    refusals: ['invalid', 'too-many'] satisfies RefusalName[],
  },
  deliveries: list(
    `${one}/deliveries`,
    'The log of a webhook: what was and what is to be delivered, the newest first',
    administrators,
    Delivery,
    Page.extend({ state: DeliveryState.optional() }),
  ),
  redeliver: act(
    `${one}/redeliver`,
    'Deliver dead letters again, one or all of them, and what waits behind them',
    z.object({ deliveryId: z.int().min(1).optional().describe('all dead letters when left out') }),
    z.object({ redelivered: count }),
  ),
  discard: act(
    `${one}/discard`,
    'Discard what waits for a webhook, or one dead letter; it is not sent',
    z.object({
      deliveryId: z
        .int()
        .min(1)
        .optional()
        .describe(
          'discard only this dead letter, and send what waits behind it; absent: discard all waiting events and dead letters',
        ),
    }),
    z.object({ discarded: count }),
  ),
};
