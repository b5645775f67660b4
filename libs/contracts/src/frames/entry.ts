import { z } from 'zod';
import { Visit } from '../visit';
import { FieldError } from '../field-error';
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

/** An event in a conversation, stored as a code with parameters. Each client shows it in the language of its reader. */
export const SystemCode = meaning({
  'conversation-started': 'The customer started the conversation.',
  queued: 'The conversation waits for an agent.',
  'agent-joined': 'The conversation was assigned to an agent; `name`, `transferred`.',
  'agent-left': 'The conversation is no longer assigned to the agent; `name`, `reason`.',
  'agent-lost': 'The agent was disconnected.',
  'agent-back': 'The agent has reconnected.',
  'customer-lost': 'The customer was disconnected; `lostAt`, `deadlineAt`.',
  'customer-back': 'The customer has reconnected; `way`, `newDevice`, `linkId`.',
  'customer-elsewhere':
    'The connected customer continued on another device or in another tab; `way`, `linkId`.',
  'reconnect-link': 'A reconnect link was sent. The entry contains it as `link`.',
  'window-extended': 'The time limit was extended while the customer was disconnected; `by`, `deadlineAt`.',
  'next-window-extended': 'The time limit was extended ahead of a disconnect; `by`, `nextLimitSeconds`.',
  'ended-by-agent': 'An agent, a supervisor or the system ended the conversation; `by`.',
  'ended-by-customer': 'The customer closed the chat.',
  'started-new': 'The customer started a new conversation instead of this one.',
  'gave-up': 'A person stopped waiting for the customer; `by`.',
  'window-expired': 'The customer did not reconnect in time; `deadlineAt`.',
  closed: 'The conversation is closed; `reason`.',
});
export type SystemCode = z.infer<typeof SystemCode>;

/** The length of a portal URL, percent-encoded, with the secret of a link. */
const maxUrl = 20_000;
/** Reconnect links that one message may contain. Each slug is replaced by an address. */
export const maxLinksInText = socketLimits.linksInText.value;
const maxShownText = socketLimits.textUnits.value + maxLinksInText * maxUrl;

/** One entry of a transcript. `seq` is 1 to n without gaps; an entry that a reader may not see is `hidden`. */
export const Entry = z.object({
  seq: Seq,
  kind: meaning({
    message: 'A text that a person wrote.',
    system: 'An event, as `code` and `params`.',
    hidden: 'An entry that this reader may not see. Only its seq is given.',
  }),
  sender: meaning({
    customer: 'The customer.',
    agent: 'The agent in `agentId`.',
    system: 'The product.',
    bot: 'A program. Not used in this release.',
  }),
  agentId: Id.nullable().describe('the agent who wrote it, or the agent that a system entry is about'),
  clientId: GivenRequestId.nullable().describe("the sender's `requestId` of the message"),
  text: z
    .string()
    .max(maxShownText)
    .nullable()
    .describe('null for system entries, and for a message whose text was erased'),
  code: SystemCode.nullable(),
  params: boundedMap(
    z.string().max(50),
    z.union([z.string().max(200), z.number(), z.boolean(), z.null()]),
    20,
  ),
  visibility: meaning({
    public: 'Visible to customers and agents.',
    internal: 'Visible to agents, supervisors and administrators only.',
  }),
  locale: StoredLocale,
  at: Instant,
  link: z
    .object({
      linkId: Id,
      url: z.string().max(maxUrl).nullable().describe('sent to the customer only; null for others'),
    })
    .nullable(),
});
export type Entry = z.infer<typeof Entry>;

/** The current state of a conversation. It is sent whole whenever a part of it changes. `rev` only increases. */
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
      connected: 'The customer has at least one connection.',
      lost: 'The customer has had no connection for less than the debounce time.',
      away: 'The customer has had no connection for longer than the debounce time. The time limit to reconnect runs.',
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
    .describe('the time limit that runs while the customer is disconnected'),
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
          'true: a reconnect link can be sent, because Reconnect to previous chat is on; absent from older gateways',
        ),
    })
    .describe('the time limit of the next disconnect, and how often it may be extended before then'),
  ended: z.object({ by: Party, reason: z.string().max(100).meta(meanings(endReasons)) }).nullable(),
  lastSeq: Seq,
  locale: StoredLocale,
  context: boundedMap(z.string().max(200), z.string().max(8192), 100)
    .nullable()
    .describe('`lwicontexts` of a signed-in customer, otherwise what the page provided; sent to agents only'),
  visit: Visit.nullable()
    .optional()
    .describe('sent to agents only; null: the client did not send it; absent from older gateways'),
  givenName: Name.nullable()
    .optional()
    .describe('the name that the customer gave, when an agent has corrected it; sent to agents only'),
  serverNow: Instant,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A later release may send the name of a refusal that this release does not know. */
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
    .describe('when it is too late: the Redirect URL of the widget; null: offer a new chat'),
  usedLinks: z
    .array(Id)
    .max(100)
    .optional()
    .describe(
      'with `superseded`: the reconnect links of the conversation that were used; absent from older gateways',
    ),
  errors: z
    .array(FieldError)
    .max(20)
    .optional()
    .describe('with `invalid`: the wrong fields of the request, and what is wrong with them'),
});

export const AckFrame = z.object({
  type: z.literal('ack'),
  requestId: GivenRequestId,
  conversationId: Id.nullable(),
  seq: Seq.nullable().describe('the seq of the stored message; null for other requests'),
  at: Instant.nullable(),
});

export const EntriesFrame = z.object({
  type: z.literal('entries'),
  conversationId: Id,
  entries: z.array(Entry).max(200),
  more: z.boolean().describe('true: another page follows immediately'),
});

export const ConversationFrame = z.object({ type: z.literal('conversation'), conversation: Snapshot });

export const TypingFrame = z.object({ type: z.literal('typing'), conversationId: Id, sender: Party });

/** The gateway is shutting down. Reconnect to another gateway after the given time. The close code is 1012. */
export const MovingFrame = z.object({ type: z.literal('moving'), retryAfterSeconds: z.number() });
