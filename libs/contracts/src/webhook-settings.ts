import { z } from 'zod';
import { Name } from './primitives';
import { WebhookEventType } from './webhooks';

/** What administrators decide of an endpoint to which facts are sent. */
export const WebhookSettings = z.object({
  name: Name.min(1).refine((name) => name.trim() === name, 'must not begin or end with a space'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(hasNoCredentials, 'must not contain a user name or a password')
    .describe('https; http only for hosts that the operator has allowed'),
  eventTypes: z
    .array(WebhookEventType)
    .max(WebhookEventType.options.length)
    .refine((types) => new Set(types).size === types.length, 'must not be repeated')
    .describe('kinds of facts; empty: all of these'),
  active: z.boolean(),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

function hasNoCredentials(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}
