import { z } from 'zod';
import {
  boundedMap,
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
import { refusalNames } from '../refusals';

/** What happened in a conversation, stored as code + parameters and worded in the reader's language. */
export const SystemCode = z.enum([
  'conversation-started',
  'queued',
  'agent-joined',
  'agent-left',
  'agent-lost',
  'agent-back',
  'customer-lost',
  'customer-back',
  'customer-elsewhere',
  'reconnect-link',
  'window-extended',
  'next-window-extended',
  'ended-by-agent',
  'ended-by-customer',
  'started-new',
  'gave-up',
  'window-expired',
  'closed',
]);
export type SystemCode = z.infer<typeof SystemCode>;

/** A stored portal URL, percent-encoded, with the secret of a link. */
const maxUrl = 20_000;
/** As long as a message may be, with the addresses that stand in it for a reconnect link. */
export const maxLinksInText = 5;
const maxShownText = 32_000 + maxLinksInText * maxUrl;

/** One line of a transcript. `seq` is 1..n without gaps; a line that a reader may not see is `hidden`. */
export const Entry = z.object({
  seq: Seq,
  kind: z.enum(['message', 'system', 'hidden']),
  sender: z.enum(['customer', 'agent', 'system', 'bot']),
  agentId: Id.nullable().describe('the agent who wrote it, or whom a system entry is about'),
  clientId: GivenRequestId.nullable().describe("the sender's own id of a message"),
  text: z.string().max(maxShownText).nullable(),
  code: SystemCode.nullable(),
  params: boundedMap(
    z.string().max(50),
    z.union([z.string().max(200), z.number(), z.boolean(), z.null()]),
    20,
  ),
  visibility: z.enum(['public', 'internal']),
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
    status: z.enum(['connected', 'lost', 'away']),
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
  ended: z.object({ by: Party, reason: z.string().max(100) }).nullable(),
  lastSeq: Seq,
  locale: StoredLocale,
  context: boundedMap(z.string().max(200), z.string().max(8192), 100)
    .nullable()
    .describe('lwicontexts of a signed-in customer; agents only'),
  serverNow: Instant,
});
export type Snapshot = z.infer<typeof Snapshot>;

export const RefusedFrame = z.object({
  type: z.literal('refused'),
  requestId: GivenRequestId.nullable(),
  name: z.enum(refusalNames as [string, ...string[]]),
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
