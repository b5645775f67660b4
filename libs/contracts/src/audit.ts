import { z } from 'zod';
import { meaning } from './meaning';
import { Id, Instant, Name } from './primitives';

/** The actions in the audit log. */
export const AuditAction = meaning({
  created: 'It was created.',
  changed: 'Its settings were changed.',
  'password-set': 'A password was set.',
  'second-factor-on': 'Two-step verification was turned on.',
  'second-factor-off': 'Two-step verification was turned off.',
  'signed-out': 'Its sign-ins were ended, because the person signed out at the identity provider.',
  'secret-added': 'Another secret was created.',
  'secret-removed': 'A secret was removed, and all tokens were revoked.',
  'secret-rotated': 'A new secret was created; the previous one expires.',
  tested: 'A test event was sent.',
  redelivered: 'Dead letters were queued for redelivery.',
  discarded: 'Waiting events or dead letters were discarded.',
  deleted: 'It was deleted, with its waiting events.',
  'passwords-on': 'Sign-in with passwords was turned on.',
  'passwords-off': 'Sign-in with passwords was turned off.',
  'switched-off': 'The system turned it off.',
});
export type AuditAction = z.infer<typeof AuditAction>;

/** The kinds of resources in the audit log. */
export const AuditWhat = meaning({
  workstream: 'A workstream.',
  widget: 'A chat widget.',
  agent: 'An agent.',
  'quick-reply': 'A quick reply.',
  account: 'An account.',
  'service-account': 'A service account.',
  webhook: 'A webhook.',
  organisation: 'The organisation.',
});
export type AuditWhat = z.infer<typeof AuditWhat>;

/** One entry of the audit log. */
export const AuditEntry = z
  .object({
    seq: z.int(),
    at: Instant,
    by: z.object({
      as: meaning({
        account: 'A signed-in person. `accountId` is their account.',
        setup: 'The setup, which created the first administrator.',
        demo: 'The demo, which fills an empty system.',
        provider: 'An identity provider, at a sign-in.',
        system: 'The system, which turned a webhook off, or its operator.',
      }),
      accountId: Id.nullable(),
      displayName: Name.nullable().describe('the current name of the account'),
    }),
    what: AuditWhat,
    id: Id,
    name: Name.describe('the current name of an account; for other resources, the name after the change'),
    action: AuditAction,
    version: z.int().min(1).describe('the same as the ETag'),
    old: z.unknown().describe('null for a new resource, and for details that the reader may not see'),
    new: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
