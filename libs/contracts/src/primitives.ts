import { z } from 'zod';
import { pattern, rule } from './field-problems';
import { meaning } from './meaning';

export const Id = z.string().regex(...pattern(/^[A-Za-z0-9_-]{1,64}$/, 'not-an-id'));
/** Identifies a sign-in. It stays the same when the token is renewed. */
export const SignInId = z.string().min(1).max(100);
/** A display name: of a customer, an account, a workstream or a chat widget. */
export const Name = z.string().max(200);
/** The id that a client gave to a request or a message, as the server returns it. */
export const GivenRequestId = z.string().max(64);
/** An access token of the product or of a portal. */
export const JwtText = z.string().max(16_384);
export const Instant = z.iso.datetime({ precision: 3 });
/** The longest duration of a window after the disconnect, however often it is extended. */
export const longestWindowSeconds = 86_400;
export const Seconds = z.int().min(1).max(longestWindowSeconds);
export const Epoch = z.int().min(1);
export const Seq = z.int().min(0);
/** A stored language tag. Older releases accepted invalid tags, so it may be any text. */
export const StoredLocale = z.string().max(65_536);
/** A language tag that `Intl` accepts, not normalised. */
export const Locale = z
  .string()
  .max(35)
  .regex(...pattern(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'locale'))
  .refine(isLanguageTag, rule('locale'));

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A secret that a client generates: 256 random bits as base64url. */
export const Secret = z.string().regex(...pattern(/^[A-Za-z0-9_-]{43}$/, 'not-a-secret'));

/** A text that a person entered: well-formed Unicode without the null character, which Postgres cannot store. */
export function plainText(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((value) => !unstorable.test(value), rule('not-text'));
}
const unstorable = /[\0\ud800-\udfff]/u;

/**
 * A map with a maximum number of entries, which JSON Schema calls `maxProperties`. The schema of the keys limits their
 * length.
 */
export function boundedMap<Key extends z.ZodString | z.ZodEnum, Value extends z.ZodType>(
  key: Key,
  value: Value,
  maximum: number,
) {
  return z
    .record(key, value)
    .refine((map) => Object.keys(map).length <= maximum, rule('too-many-entries', { maximum }))
    .meta({ maxProperties: maximum });
}

/** How a customer reconnected. */
export const Way = meaning({
  resume: 'In the same browser, which still has the secret of the session.',
  link: 'With a reconnect link.',
  prompt: 'A signed-in customer chose to continue, on any device.',
});
/** Whether the disconnected customer of a window had an agent or was still in the queue. */
export const WindowKind = meaning({
  reconnect: 'The conversation had an agent. The Time limit of the chat widget applies.',
  'open-hold':
    'The conversation had no agent yet. It keeps its place in the queue for the open-hold time of the workstream.',
});
export const Extension = z.object({
  times: z.int().min(0).max(20).describe('how often the time limit may be extended'),
  seconds: Seconds.describe('the seconds that each extension adds'),
});
export const Party = meaning({
  customer: 'The customer of the conversation.',
  agent: 'The agent that the fact or the last AgentAssigned names.',
  supervisor: 'A supervisor or administrator. `accountId` is the account.',
  system: 'The product, for example at a deadline.',
});
/** Accompanies `by`, because a conversation does not record which supervisor acted. */
export const SupervisorAccount = Id.optional().describe(
  'the account of the supervisor who did it; absent in facts of older releases',
);
export const Presence = meaning({
  available: 'Gets new conversations automatically.',
  busy: 'Gets no new conversations automatically. The agent can assign one to themselves.',
  'do-not-disturb': 'Gets no new conversations automatically, and no notifications.',
  away: 'Gets no new conversations automatically. The agent is not at the desk.',
  offline: 'Not signed in, or no desk is connected.',
});
/** The reasons for a change of state, with the names of Dynamics 365 Omnichannel. */
export const Reason = meaning({
  AwaitingAgentAssignment: 'Open: the conversation waits for an agent.',
  InConversation: 'Active: the conversation is assigned to an agent.',
  CustomerDisconnectedOrLeftOpenConversation:
    'Closed: the customer left the queue, or did not reconnect in time.',
  ConversationEndedByAgent:
    'Wrap-up, or Closed when no agent had it: an agent, a supervisor or the system ended it, or a person stopped waiting.',
  CustomerMovedToWrapUp: 'Wrap-up: the customer closed the chat, or started a new one.',
  CustomerDisconnectedOrLeftActiveConversation:
    'Wrap-up: the customer was disconnected and did not reconnect in time.',
  AgentClosedSession: 'Open: the agent closed the tab without ending the conversation, or signed out.',
  AwaitingCustomerResponse: 'Waiting: persistent chat only, which no workstream of this release has.',
  AgentDisconnected: 'Open: the agent was disconnected for longer than the grace period.',
  AgentTransferred: 'Open or Active: an agent released it to the queue, or transferred it.',
  AutoClosedBySystem: 'Closed: the wrap-up time limit ended.',
  ClosedByAgent: 'Closed: an agent closed it in wrap-up.',
});
export const WrapUpRule = meaning({
  'always-block': 'The capacity units are released when the conversation is closed.',
  'custom-time': 'The capacity units are released after `wrapUpSeconds`. The conversation stays in wrap-up.',
  'dont-block': 'The capacity units are released when wrap-up begins.',
});
/** Why no one can reconnect to a conversation any more. */
const sealReasons = {
  ended: 'An agent, a supervisor or the system ended the conversation.',
  'closed-by-customer': 'The customer closed the chat.',
  'started-new': 'The customer started a new conversation instead of this one.',
  'gave-up': 'An agent or a supervisor stopped waiting for the customer.',
} as const;
export const SealReason = meaning(sealReasons);
/** `ended.reason` of a snapshot. */
export const endReasons = {
  ...sealReasons,
  expired: 'The customer did not reconnect before the deadline, or left the queue.',
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
  open: 'The conversation has no agent: it waits in the queue, or its customer is disconnected.',
  active: 'The conversation is assigned to an agent.',
  waiting: 'Persistent chat only, which no workstream of this release has.',
  'wrap-up': 'The conversation has ended for the customer. The agent finishes the notes.',
  closed: 'The conversation is closed. It never reopens.',
});
export type ConversationState = z.infer<typeof ConversationState>;

/** The numeric state codes of Dynamics 365 Omnichannel, for systems that use them. */
export const stateCodes: Record<ConversationState, number> = {
  open: 1,
  active: 2,
  waiting: 3,
  closed: 4,
  'wrap-up': 5,
};
