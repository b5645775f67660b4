import { z } from 'zod';
import { meaning } from './meaning';
import { Id, Instant, Name } from './primitives';

/** What was done, as the audit log says it. */
export const AuditAction = meaning({
  created: 'It was made.',
  changed: 'Its settings were changed.',
  'password-set': 'A password was set.',
  'second-factor-on': 'Two-step verification was turned on.',
  'second-factor-off': 'Two-step verification was turned off.',
  'secret-added': 'A further secret was made.',
  'secret-removed': 'A secret was removed, and all tokens ended.',
  'secret-rotated': 'A new secret signs; the one before ends.',
  tested: 'A test event was sent.',
  redelivered: 'Dead letters are to be delivered again.',
  discarded: 'What waited for it, dead letters too, was discarded.',
  'switched-off': 'The system switched it off.',
});
export type AuditAction = z.infer<typeof AuditAction>;

/** To what it was done. */
export const AuditWhat = meaning({
  workstream: 'A workstream.',
  widget: 'A chat widget.',
  agent: 'An agent.',
  'quick-reply': 'A quick reply.',
  account: 'An account.',
  'service-account': 'A service account.',
  webhook: 'A webhook.',
});
export type AuditWhat = z.infer<typeof AuditWhat>;

/** One change, as its readers see it. */
export const AuditEntry = z
  .object({
    seq: z.int(),
    at: Instant,
    by: z.object({
      as: meaning({
        account: 'Somebody who was signed in; `accountId` says who.',
        setup: 'Whoever made the first administrator.',
        demo: 'The demo, which fills an empty system.',
        system: 'Nobody: it switched a webhook off by itself.',
      }),
      accountId: Id.nullable(),
      displayName: Name.nullable().describe('of the account, as it is called now'),
    }),
    what: AuditWhat,
    id: Id,
    name: Name.describe('of an account as it is called now; of other things, as the change left it'),
    action: AuditAction,
    version: z.int().min(1).describe('the same as the ETag'),
    old: z.unknown().describe('null for what is new, and for details that are not for you'),
    new: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
