import { z } from 'zod';
import { webhookLimits } from '../../limits';
import { Page } from '../../paging';
import { Id, Instant } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { WebhookSettings } from '../../webhook-settings';
import { DeliveryState, WebhookOffReason } from '../../webhooks';
import {
  act,
  administrators,
  count,
  create,
  list,
  listQuery,
  read,
  remove,
  replace,
  version,
} from './resource';

const Secret = z.object({
  secretId: Id,
  hint: z.string().max(4).describe('its last four characters, without the padding'),
  createdAt: Instant,
  expiresAt: Instant.nullable().describe('null until another secret replaces it'),
});
const SavedWebhook = WebhookSettings.safeExtend({
  webhookId: Id,
  version,
  changedAt: Instant,
  offBecause: WebhookOffReason.nullable().describe(
    'why the system turned it off; null when it is active or a person turned it off',
  ),
  secrets: z
    .array(Secret)
    .max(webhookLimits.secrets.value + 1)
    .describe('the secrets that sign, the oldest first'),
}).meta({ id: 'Webhook' });
const WithSecret = SavedWebhook.safeExtend({
  secret: z.string().max(100).describe('the signing secret, which is shown only here'),
}).meta({ id: 'WebhookWithSecret' });
const ListedWebhook = SavedWebhook.safeExtend({
  waiting: count.describe('the number of undelivered events, dead letters included'),
  deadLetters: count,
}).meta({ id: 'ListedWebhook' });

const attempt = {
  status: z.int().nullable().describe('the HTTP status; null when the endpoint did not answer'),
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
    subject: Id.describe('the conversation, the agent or the block that the event is about'),
    type: z.string().max(100),
    recordedAt: Instant,
    state: DeliveryState,
    isBehindDeadLetter: z.boolean(),
    attempts: count.describe('the number of attempts since the last redelivery by hand'),
    lastAttempt: z.object({ at: Instant, ...attempt }).nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

const all = '/v1/webhooks';
const one = `${all}/:id`;
const Settings = WebhookSettings.meta({ id: 'WebhookSettings' });
const conflicts = ['invalid', 'version-required', 'version-conflict'] satisfies RefusalName[];

/** Operations on webhooks: endpoints that get facts, signed by the rules of Standard Webhooks. */
export const webhookRoutes = {
  list: list(
    all,
    'List webhooks; by default, the oldest first. The search also finds addresses',
    administrators,
    ListedWebhook,
    listQuery(['createdAt', 'name', 'changedAt']),
  ),
  create: {
    ...create(
      all,
      'Create a webhook with its first secret; it gets facts from then on',
      Settings,
      WithSecret,
      'webhookId',
    ),
    refusals: ['invalid', 'too-many'] satisfies RefusalName[],
  },
  read: read(one, 'Read a webhook and the number of its waiting events', administrators, ListedWebhook),
  replace: {
    ...replace(
      one,
      'Replace all settings of a webhook; it never gets facts of a time when it was inactive',
      Settings,
      SavedWebhook,
    ),
    refusals: [...conflicts, 'too-many'] satisfies RefusalName[],
  },
  remove: remove(one, 'Delete a webhook with its secrets and its log; waiting events are not sent'),
  rotateSecret: {
    ...replace(
      `${one}/rotate-secret`,
      'Create a new secret, which signs at once; earlier secrets also sign for overlapHours',
      z.object({
        overlapHours: z
          .int()
          .min(0)
          .max(webhookLimits.overlapHours.value)
          .default(24)
          .describe('how long earlier secrets also sign; 0: they end now, for a secret that has leaked'),
      }),
      WithSecret,
    ),
    refusals: [...conflicts, 'already-exists'] satisfies RefusalName[],
  },
  test: {
    ...act(
      `${one}/test`,
      'Send one test event and return the response of the endpoint',
      z.object({}),
      z.object({ isDelivered: z.boolean(), ...attempt }).meta({ id: 'WebhookTest' }),
    ),
    refusals: ['invalid', 'too-many'] satisfies RefusalName[],
  },
  deliveries: list(
    `${one}/deliveries`,
    'List the deliveries of a webhook, waiting ones included, the newest first',
    administrators,
    Delivery,
    Page.extend({ state: DeliveryState.optional() }),
  ),
  redeliver: act(
    `${one}/redeliver`,
    'Redeliver one or all dead letters, and the events behind them',
    z.object({ deliveryId: z.int().min(1).optional().describe('absent: all dead letters') }),
    z.object({ redelivered: count }),
  ),
  discard: act(
    `${one}/discard`,
    'Discard all waiting events of a webhook, or one dead letter',
    z.object({
      deliveryId: z
        .int()
        .min(1)
        .optional()
        .describe(
          'discard only this dead letter, and send the events behind it; absent: discard all waiting events and dead letters',
        ),
    }),
    z.object({ discarded: count }),
  ),
};
