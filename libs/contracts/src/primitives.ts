import { z } from 'zod';

export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1-64 letters, digits, "-" or "_"');
/** Names a sign-in through all renewals of its token. */
export const SignInId = z.string().min(1).max(100);
/** A name for people: of a customer, an account, a workstream, a chat widget. */
export const Name = z.string().max(200);
/** A client's own id of a request or a message, as it is given back. */
export const GivenRequestId = z.string().max(64);
/** An access token of ours or of a portal. */
export const JwtText = z.string().max(16_384);
export const Instant = z.iso.datetime({ precision: 3 });
export const Seconds = z.int().min(1).max(86_400);
export const Epoch = z.int().min(1);
export const Seq = z.int().min(0);
/** A language tag as it is stored, of older releases too, which took what is none. Pages show it as it is. */
export const StoredLocale = z.string().max(65_536);
/** A language tag that Intl takes, kept as it was written. */
export const Locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 language tag')
  .refine(isLanguageTag, 'must be a BCP 47 language tag');

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** What a claimant makes: 256 random bits as base64url. */
export const Secret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 256 random bits as base64url (43 characters)');

/** Text of a person: well-formed Unicode without the null character, which Postgres cannot store. */
export function plainText(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((value) => !unstorable.test(value), 'must be well-formed text without null characters');
}
const unstorable = /[\0\ud800-\udfff]/u;

/**
 * A map whose number of entries has a maximum, which JSON Schema calls `maxProperties`. The keys' own schema says how
 * long they may be.
 */
export function boundedMap<Key extends z.ZodString | z.ZodEnum, Value extends z.ZodType>(
  key: Key,
  value: Value,
  maximum: number,
) {
  return z
    .record(key, value)
    .refine((map) => Object.keys(map).length <= maximum, `must have at most ${maximum} entries`)
    .meta({ maxProperties: maximum });
}

/** How a customer came back. */
export const Way = z.enum(['resume', 'link', 'prompt']);
/** What a window waits for: a lost customer of an agent, or one who was still in the queue. */
export const WindowKind = z.enum(['reconnect', 'open-hold']);
export const Extension = z.object({
  times: z.int().min(0).max(20).describe('how often a window may be extended'),
  seconds: Seconds.describe('by how much, each time'),
});
export const Party = z.enum(['customer', 'agent', 'supervisor', 'system']);
/** Beside a party: no conversation says which supervisor it was. */
export const SupervisorAccount = Id.optional().describe(
  'the account of the supervisor who did it; facts of older releases do not say it',
);
export const Presence = z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline']);
/** The reasons that the reference records with a change of state. */
export const Reason = z.enum([
  'AwaitingAgentAssignment',
  'InConversation',
  'CustomerDisconnectedOrLeftOpenConversation',
  'ConversationEndedByAgent',
  'CustomerMovedToWrapUp',
  'CustomerDisconnectedOrLeftActiveConversation',
  'AgentClosedSession',
  'AwaitingCustomerResponse',
  'AgentDisconnected',
  'AgentTransferred',
  'AutoClosedBySystem',
  'ClosedByAgent',
]);
export const WrapUpRule = z.enum(['always-block', 'custom-time', 'dont-block']);
/** Why a conversation can no longer be returned to. */
export const SealReason = z.enum(['ended', 'closed-by-customer', 'started-new', 'gave-up']);

export type Way = z.infer<typeof Way>;
export type WindowKind = z.infer<typeof WindowKind>;
export type Extension = z.infer<typeof Extension>;
export type Party = z.infer<typeof Party>;
export type Presence = z.infer<typeof Presence>;
export type Reason = z.infer<typeof Reason>;
export type WrapUpRule = z.infer<typeof WrapUpRule>;
export type SealReason = z.infer<typeof SealReason>;

export const ConversationState = z.enum(['open', 'active', 'waiting', 'wrap-up', 'closed']);
export type ConversationState = z.infer<typeof ConversationState>;

/** The reference's numeric codes, for systems that were written for them. */
export const stateCodes: Record<ConversationState, number> = {
  open: 1,
  active: 2,
  waiting: 3,
  closed: 4,
  'wrap-up': 5,
};
