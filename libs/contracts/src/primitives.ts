import { z } from 'zod';
import { meaning } from './meaning';

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
export const Way = meaning({
  resume: 'By the session secret, in the same browser.',
  link: 'By a reconnect link.',
  prompt: 'A signed-in customer chose to continue, on any device.',
});
/** What a window waits for: a lost customer of an agent, or one who was still in the queue. */
export const WindowKind = meaning({
  reconnect: 'Somebody has served the conversation: the Time limit of the widget runs.',
  'open-hold':
    'Nobody has served it yet: it keeps its place in the queue for the open-hold of the workstream.',
});
export const Extension = z.object({
  times: z.int().min(0).max(20).describe('how often a window may be extended'),
  seconds: Seconds.describe('by how much, each time'),
});
export const Party = meaning({
  customer: 'The customer of the conversation.',
  agent: 'The agent whom the data or the last AgentAssigned name.',
  supervisor: 'A supervisor or administrator; `accountId` names the account.',
  system: 'The product itself, such as at a deadline.',
});
/** Beside a party: no conversation says which supervisor it was. */
export const SupervisorAccount = Id.optional().describe(
  'the account of the supervisor who did it; facts of older releases do not say it',
);
export const Presence = meaning({
  available: 'Takes new work.',
  busy: 'Gets no new work by itself; may pick.',
  'do-not-disturb': 'Gets no new work by itself; wants no notifications.',
  away: 'Gets no new work by itself; is not at the desk.',
  offline: 'Not signed in, or no desk is connected.',
});
/** The reasons that the reference records with a change of state. */
export const Reason = meaning({
  AwaitingAgentAssignment: 'Open: the conversation waits for an agent.',
  InConversation: 'Active: an agent serves it.',
  CustomerDisconnectedOrLeftOpenConversation:
    'Closed: the customer left it in the queue, or did not come back in time.',
  ConversationEndedByAgent: 'Wrap-up: the agent pressed End, or an agent or a supervisor gave up waiting.',
  CustomerMovedToWrapUp: 'Wrap-up: the customer closed the chat, or started a new one.',
  CustomerDisconnectedOrLeftActiveConversation: 'Wrap-up: the customer was away until the window expired.',
  AgentClosedSession: 'Open: the agent closed the tab without End, or signed out.',
  AwaitingCustomerResponse: 'Waiting: persistent chat only, which no workstream of this release has.',
  AgentDisconnected: "Open: the agent's line was lost for longer than the grace.",
  AgentTransferred: 'Open or Active: an agent released it to the queue, or handed it over.',
  AutoClosedBySystem: 'Closed: the time of Wrap-up ran out.',
  ClosedByAgent: 'Closed: an agent closed it in Wrap-up.',
});
export const WrapUpRule = meaning({
  'always-block': 'Units stay taken until the conversation is closed.',
  'custom-time': 'Units go back after `wrapUpSeconds`; the state stays Wrap-up.',
  'dont-block': 'Units go back when Wrap-up begins.',
});
/** Why a conversation can no longer be returned to. */
const sealReasons = {
  ended: 'The agent pressed End.',
  'closed-by-customer': 'The customer closed the chat.',
  'started-new': 'The customer started a new conversation in place of this one.',
  'gave-up': 'An agent or a supervisor gave up waiting for the customer.',
} as const;
export const SealReason = meaning(sealReasons);
/** `ended.reason` of a snapshot. */
export const endReasons = {
  ...sealReasons,
  expired: 'The customer did not come back before the deadline, or left the queue.',
} as const;

export type Way = z.infer<typeof Way>;
export type WindowKind = z.infer<typeof WindowKind>;
export type Extension = z.infer<typeof Extension>;
export type Party = z.infer<typeof Party>;
export type Presence = z.infer<typeof Presence>;
export type Reason = z.infer<typeof Reason>;
export type WrapUpRule = z.infer<typeof WrapUpRule>;
export type SealReason = z.infer<typeof SealReason>;

export const ConversationState = meaning({
  open: 'In the queue, or parked while its customer is away: without an agent.',
  active: 'An agent serves it.',
  waiting: 'Persistent chat only, which no workstream of this release has.',
  'wrap-up': 'Over for the customer; the agent finishes notes.',
  closed: 'Over for everybody. It never reopens.',
});
export type ConversationState = z.infer<typeof ConversationState>;

/** The reference's numeric codes, for systems that were written for them. */
export const stateCodes: Record<ConversationState, number> = {
  open: 1,
  active: 2,
  waiting: 3,
  closed: 4,
  'wrap-up': 5,
};
