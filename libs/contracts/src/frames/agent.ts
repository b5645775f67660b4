import { z } from 'zod';
import { Account, deskQueueSize } from '../rpc';
import {
  boundedMap,
  Epoch,
  GivenRequestId,
  Id,
  Instant,
  JwtText,
  Name,
  StoredLocale,
  plainText,
  Presence,
  Seq,
} from '../primitives';
import { ClientVersion, GatewayVersion } from './hello';
import { AckFrame, ConversationFrame, EntriesFrame, MovingFrame, RefusedFrame, TypingFrame } from './entry';
import { Text } from './customer';

const RequestId = plainText(64).min(1);
/** A desk's own conversations are at most 500; what it remembers beyond these is forgotten. */
const maxKnown = 1000;
const inConversation = { requestId: RequestId, conversationId: Id };

/** In characters: as much of a customer's first message as a list shows. */
export const firstWordsAtMost = 120;

/** Somebody who waits for an agent, as a desk lists them. */
const WaitingChat = z.object({
  conversationId: Id,
  workstreamId: Id,
  queuedAt: Instant,
  customerName: Name.nullable().optional().describe('null: none was given; absent from older gateways'),
  firstWords: z
    .string()
    .max(2 * firstWordsAtMost)
    .nullable()
    .optional()
    .describe(
      "the beginning of the customer's first message; null: nothing was written; absent from older gateways",
    ),
});
export type WaitingChat = z.infer<typeof WaitingChat>;

/** How far an agent knows a conversation, on whatever device. */
const ReadState = z.object({
  conversationId: Id,
  readSeq: Seq.describe('the agent has read up to here'),
  toldSeq: Seq.describe('the agent was told of what happened up to here, without having read it'),
});

/**
 * What an agent's socket may say (`GET /v1/desk`). The first frame is `sign-in` with the access token from
 * `POST /v1/sign-in`, and how far each transcript is known.
 */
export const AgentRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sign-in'),
    requestId: RequestId,
    token: JwtText,
    known: boundedMap(Id, Seq, maxKnown)
      .optional()
      .describe('conversation id -> last seq that this desk has'),
    device: plainText(64)
      .min(1)
      .optional()
      .describe('chance that this device keeps: desks with the same one are not told of each other'),
    client: ClientVersion.optional(),
  }),
  z.object({ type: z.literal('set-presence'), requestId: RequestId, presence: Presence }),
  z.object({ type: z.literal('send'), ...inConversation, text: Text }),
  z.object({
    type: z.literal('send-quick-reply'),
    ...inConversation,
    quickReplyId: Id,
  }),
  z
    .object({ type: z.literal('note'), ...inConversation, text: Text })
    .describe('for the support side alone; a supervisor may add one to any conversation'),
  z.object({ type: z.literal('typing'), ...inConversation }),
  z.object({ type: z.literal('history'), ...inConversation, afterSeq: Seq }),
  z.object({ type: z.literal('end'), ...inConversation }),
  z.object({ type: z.literal('close-tab'), ...inConversation }),
  z.object({ type: z.literal('release'), ...inConversation }),
  z.object({ type: z.literal('transfer'), ...inConversation, toAgentId: Id }),
  z.object({ type: z.literal('pick'), ...inConversation }),
  z.object({ type: z.literal('extend'), ...inConversation }),
  z.object({ type: z.literal('give-up'), ...inConversation }),
  z.object({ type: z.literal('close-conversation'), ...inConversation }),
  z
    .object({
      type: z.literal('read'),
      requestId: RequestId,
      conversations: z.array(ReadState).min(1).max(100),
    })
    .describe('what the agent has read; only to gateways that say `read` in their welcome'),
  z.object({ type: z.literal('status'), requestId: RequestId }),
  z.object({
    type: z.literal('sign-out'),
    requestId: RequestId,
    confirm: z.boolean().describe('true: give live conversations back to the queue'),
  }),
  z.object({ type: z.literal('ping'), requestId: RequestId }),
]);
export type AgentRequest = z.infer<typeof AgentRequest>;

const QuickReply = z.object({
  quickReplyId: Id,
  workstreamId: Id,
  title: Name,
  body: z.string().max(4000).describe('slugs unreplaced'),
  locale: StoredLocale,
  hasReconnectLink: z.boolean(),
});

const Welcome = z.object({
  type: z.literal('welcome'),
  requestId: GivenRequestId,
  account: Account,
  epoch: Epoch,
  tokenExpiresAt: Instant.describe('then the desk is refused `sign-in-expired` and closed'),
  quickReplies: z.array(QuickReply).max(500),
  names: boundedMap(Id, Name, 1000)
    .optional()
    .describe("of the agent's workstreams and their chat widgets, by their ids; absent from older gateways"),
  read: z
    .array(ReadState)
    .max(500)
    .optional()
    .describe("of the desk's conversations those that the agent has read; absent from older gateways"),
  serverNow: Instant,
  server: GatewayVersion.optional().describe('absent from older gateways'),
});

/** What the agent has read meanwhile, on another device too. A lower seq than a known one changes nothing. */
const Read = z.object({ type: z.literal('read'), conversations: z.array(ReadState).max(500) });

/**
 * Presence, capacity, the queue, colleagues and the agent's other devices: whenever presence, capacity or those
 * devices change, and on `status`. Colleagues are read when a desk opens and on `status`; otherwise they are told as
 * before.
 */
const Status = z.object({
  type: z.literal('status'),
  presence: Presence,
  usedUnits: z.int(),
  heldUnits: z.int(),
  maxUnits: z.int(),
  wrapUpUnits: z
    .int()
    .optional()
    .describe('part of the used ones: kept by conversations in wrap-up; absent from older gateways'),
  queue: z.array(WaitingChat).max(deskQueueSize).describe('in the order in which they are offered'),
  colleagues: z.array(z.object({ agentId: Id, name: Name, presence: Presence, freeUnits: z.int() })).max(100),
  otherDevices: z
    .array(z.object({ since: Instant }))
    .max(100)
    .optional()
    .describe('where else this agent is signed in, the longest connected first; absent from older gateways'),
});

/** How the queue differs from the one that this desk was told last, by `status` or by this. */
const QueueChanged = z.object({
  type: z.literal('queue-changed'),
  removed: z.array(Id).max(deskQueueSize).describe('to be taken out first'),
  added: z
    .array(WaitingChat.extend({ at: z.int().min(0).describe('its place in the list, from 0') }))
    .max(deskQueueSize)
    .describe('to be put in then, one after the other'),
});
export type QueueChange = Omit<z.infer<typeof QueueChanged>, 'type'>;

/** The conversation is no longer this agent's. */
const Left = z.object({ type: z.literal('left'), conversationId: Id });

export const AgentFrame = z.discriminatedUnion('type', [
  Welcome,
  Status,
  Read,
  QueueChanged,
  Left,
  AckFrame,
  RefusedFrame,
  EntriesFrame,
  ConversationFrame,
  TypingFrame,
  MovingFrame,
]);
export type AgentFrame = z.infer<typeof AgentFrame>;
