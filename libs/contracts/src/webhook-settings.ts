import { z } from 'zod';
import { rule } from './field-problems';
import { Name } from './primitives';
import { WebhookEventType } from './webhooks';

/** The settings of a webhook. */
export const WebhookSettings = z.object({
  name: Name.min(1).refine((name) => name.trim() === name, rule('outer-space')),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(hasNoCredentials, rule('url-credentials'))
    .describe('https; http only for hosts that the operator has allowed'),
  eventTypes: z
    .array(WebhookEventType)
    .max(WebhookEventType.options.length)
    .refine((types) => new Set(types).size === types.length, rule('entry-twice'))
    .describe('the kinds of facts that it gets; empty: all kinds'),
  active: z.boolean(),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

function hasNoCredentials(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}
