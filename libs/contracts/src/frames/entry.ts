import { z } from 'zod';
import {
  boundedMap,
  endReasons,
  Epoch,
  GivenRequestId,
  Id,
  Instant,
  Name,
  StoredLocale,
  Party,
  Reason,
  Seq,
  WindowKind,
  ConversationState,
} from '../primitives';
import { socketLimits } from '../limits';
import { meaning, meanings } from '../meaning';
import { RefusalNames } from '../refusals';

/** What happened in a conversation, stored as code + parameters and worded in the reader's language. */
export const SystemCode = meaning({
  'conversation-started': 'The customer started the conversation.',
  queued: 'It waits for an agent.',
  'agent-joined': 'An agent serves it now; `name`, `transferred`.',
  'agent-left': 'The agent does not serve it any more; `name`, `reason`.',
  'agent-lost': "The agent's line was lost.",
  'agent-back': "The agent's line is back.",
  'customer-lost': 'The customer counts as away; `lostAt`, `deadlineAt`.',
  'customer-back': 'The customer came back from away; `way`, `newDevice`, `linkId`.',
  'customer-elsewhere': 'The customer went on elsewhere while connected; `way`, `linkId`.',
  'reconnect-link': 'A reconnect link was sent; the entry carries it as `link`.',
  'window-extended': 'The window that runs has a later deadline; `by`, `deadlineAt`.',
  'next-window-extended': 'The next window will be longer; `by`, `nextLimitSeconds`.',
  'ended-by-agent': 'The agent ended the conversation.',
  'ended-by-customer': 'The customer closed the chat.',
  'started-new': 'The customer started a new conversation in place of this one.',
  'gave-up': 'Somebody gave up waiting for the customer; `by`.',
  'window-expired': 'The customer did not come back in time; `deadlineAt`.',
  closed: 'The conversation is closed; `reason`.',
});
export type SystemCode = z.infer<typeof SystemCode>;

/** A stored portal URL, percent-encoded, with the secret of a link. */
const maxUrl = 20_000;
/** As long as a message may be, with the addresses that stand in it for a reconnect link. */
export const maxLinksInText = socketLimits.linksInText.value;
const maxShownText = socketLimits.textUnits.value + maxLinksInText * maxUrl;

/** One line of a transcript. `seq` is 1..n without gaps; a line that a reader may not see is `hidden`. */
export const Entry = z.object({
  seq: Seq,
  kind: meaning({
    message: 'What somebody wrote.',
    system: 'What happened, as `code` and `params`.',
    hidden: 'Not for this reader; it only keeps its seq.',
  }),
  sender: meaning({
    customer: 'The customer.',
    agent: 'The agent in `agentId`.',
    system: 'The product itself.',
    bot: 'A program; nothing sends as one in this release.',
  }),
  agentId: Id.nullable().describe('the agent who wrote it, or whom a system entry is about'),
  clientId: GivenRequestId.nullable().describe("the sender's own id of a message"),
  text: z.string().max(maxShownText).nullable(),
  code: SystemCode.nullable(),
  params: boundedMap(
    z.string().max(50),
    z.union([z.string().max(200), z.number(), z.boolean(), z.null()]),
    20,
  ),
  visibility: meaning({
    public: 'For both sides.',
    internal: 'For agents, supervisors and administrators only.',
  }),
  locale: StoredLocale,
  at: Instant,
  link: z
    .object({ linkId: Id, url: z.string().max(maxUrl).nullable().describe('for its customer only') })
    .nullable(),
});
export type Entry = z.infer<typeof Entry>;

/** Where a conversation stands: sent whole whenever any of it changes. `rev` only grows. */
export const Snapshot = z.object({
  conversationId: Id,
  widgetId: Id,
  workstreamId: Id,
  rev: z.int(),
  state: ConversationState,
  reason: Reason.nullable(),
  agent: z.object({ agentId: Id, name: Name, connected: z.boolean() }).nullable(),
  customer: z.object({
    name: Name.nullable(),
    status: meaning({
      connected: 'A line of the customer lives.',
      lost: 'No line lives, for less than the debounce.',
      away: 'No line has lived for longer than the debounce: a window runs.',
    }),
    epoch: Epoch,
    lostAt: Instant.nullable(),
  }),
  window: z
    .object({
      epoch: Epoch,
      kind: WindowKind,
      deadlineAt: Instant,
      limitSeconds: z.int(),
      extensionsLeft: z.int(),
      extensionSeconds: z.int(),
    })
    .nullable()
    .describe('the time that runs while the customer is away'),
  slotHeld: z.boolean(),
  ahead: z
    .object({
      nextLimitSeconds: z.int(),
      extensionsLeft: z.int(),
      extensionSeconds: z.int(),
      reconnection: z
        .boolean()
        .optional()
        .describe(
          'whether a link can be sent: Reconnect to previous chat is on. Older gateways do not say it',
        ),
    })
    .describe('the next window, and how often it may still be extended before a drop'),
  ended: z.object({ by: Party, reason: z.string().max(100).meta(meanings(endReasons)) }).nullable(),
  lastSeq: Seq,
  locale: StoredLocale,
  context: boundedMap(z.string().max(200), z.string().max(8192), 100)
    .nullable()
    .describe('lwicontexts of a signed-in customer, else what the page says; agents only'),
  serverNow: Instant,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A later release may refuse by a name that this one does not know. */
const anyRefusal: z.ZodType<string> = RefusalNames;

export const RefusedFrame = z.object({
  type: z.literal('refused'),
  requestId: GivenRequestId.nullable(),
  name: anyRefusal,
  message: z.string().max(500),
  retryAfterSeconds: z.number().nullable(),
  redirectUrl: z
    .string()
    .max(2000)
    .nullable()
    .describe('too late: where the widget setting sends the customer; null offers a new chat'),
  usedLinks: z
    .array(Id)
    .max(100)
    .optional()
    .describe(
      "with superseded: the conversation's reconnect links that were redeemed. Older gateways do not say it",
    ),
  errors: z
    .array(z.object({ field: z.string().max(200).describe('JSON pointer'), message: z.string().max(500) }))
    .max(20)
    .optional()
    .describe('with invalid: which fields of the request are wrong, and how'),
});

export const AckFrame = z.object({
  type: z.literal('ack'),
  requestId: GivenRequestId,
  conversationId: Id.nullable(),
  seq: Seq.nullable().describe('of a stored message'),
  at: Instant.nullable(),
});

export const EntriesFrame = z.object({
  type: z.literal('entries'),
  conversationId: Id,
  entries: z.array(Entry).max(200),
  more: z.boolean().describe('a further page follows at once'),
});

export const ConversationFrame = z.object({ type: z.literal('conversation'), conversation: Snapshot });

export const TypingFrame = z.object({ type: z.literal('typing'), conversationId: Id, sender: Party });

/** The server is going away: reconnect elsewhere after the given time. The close code is 1012. */
export const MovingFrame = z.object({ type: z.literal('moving'), retryAfterSeconds: z.number() });
