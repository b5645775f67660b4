import { z } from 'zod';
import { BlockTerms } from '../blocks';
import { offerLimits } from '../limits';
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
import { ClientVersion, GatewayTimeline, GatewayVersion } from './hello';
import { AckFrame, ConversationFrame, EntriesFrame, MovingFrame, RefusedFrame, TypingFrame } from './entry';
import { customerNameUnits, tagsOfConversation } from '../page-limits';
import { Text } from './customer';

const RequestId = plainText(64).min(1);
/** A desk has at most 500 conversations. It may report older ones too; the gateway ignores them. */
const maxKnown = 1000;
const inConversation = { requestId: RequestId, conversationId: Id };

/** The length of the preview of a customer's first message in a list, in characters. */
export const firstWordsAtMost = 120;

/** A conversation that waits for an agent, as the queue of a desk lists it. */
const WaitingChat = z.object({
  conversationId: Id,
  workstreamId: Id,
  queuedAt: Instant,
  customerName: Name.nullable()
    .optional()
    .describe('null: the customer gave no name; absent from older gateways'),
  firstWords: z
    .string()
    .max(2 * firstWordsAtMost)
    .nullable()
    .optional()
    .describe(
      "the beginning of the customer's first message; null: there is no message yet; absent from older gateways",
    ),
});
export type WaitingChat = z.infer<typeof WaitingChat>;

/** A conversation that is offered to the agent of the desk, who can accept or decline it. */
const OfferedChat = WaitingChat.extend({ until: Instant.describe('the time to accept it ends') });
export type OfferedChat = z.infer<typeof OfferedChat>;

/** How far an agent has read a conversation, on any device. */
const ReadState = z.object({
  conversationId: Id,
  readSeq: Seq.describe('the agent has read the entries up to this seq'),
  toldSeq: Seq.describe('the agent was notified of the events up to this seq, read or not'),
});

/**
 * The frames that an agent desk sends (`GET /v1/desk`). The first frame is `sign-in` with the access token from
 * `POST /v1/sign-in` and the last known entry of each transcript.
 */
export const AgentRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sign-in'),
    requestId: RequestId,
    token: JwtText,
    known: boundedMap(Id, Seq, maxKnown)
      .optional()
      .describe('conversation id -> the last seq that this desk has received'),
    timeline: GatewayTimeline.optional().describe(
      'the `timeline` with which the desk received its entries; with another one `known` is ignored',
    ),
    device: plainText(64)
      .min(1)
      .optional()
      .describe('a random id that the device stores; desks with the same id are not listed as other devices'),
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
    .describe('an internal note, which customers never see; a supervisor may add one to any conversation'),
  z
    .object({ type: z.literal('rename-customer'), ...inConversation, name: plainText(customerNameUnits) })
    .describe('corrects the name of the customer in this conversation; empty: no name'),
  z.object({ type: z.literal('typing'), ...inConversation }),
  z.object({ type: z.literal('history'), ...inConversation, afterSeq: Seq }),
  z.object({ type: z.literal('end'), ...inConversation }),
  z
    .object({ type: z.literal('block'), ...inConversation, ...BlockTerms.shape })
    .describe('blocks the customer: ends the conversation, and refuses new ones until the block ends'),
  z.object({ type: z.literal('close-tab'), ...inConversation }),
  z.object({ type: z.literal('release'), ...inConversation }),
  z.object({ type: z.literal('transfer'), ...inConversation, toAgentId: Id }),
  z.object({ type: z.literal('pick'), ...inConversation }),
  z
    .object({ type: z.literal('accept'), ...inConversation })
    .describe('accepts a conversation that is offered to the agent (`offers` in `status`)'),
  z
    .object({ type: z.literal('decline'), ...inConversation })
    .describe('declines a conversation that is offered to the agent, which then goes to another agent'),
  z.object({ type: z.literal('extend'), ...inConversation }),
  z.object({ type: z.literal('give-up'), ...inConversation }),
  z.object({
    type: z.literal('close-conversation'),
    ...inConversation,
    disposition: plainText(100).nullable().optional().describe('one of the workstream; null or absent: none'),
    tags: z.array(plainText(100)).max(tagsOfConversation).optional().describe('of the workstream'),
  }),
  z
    .object({
      type: z.literal('read'),
      requestId: RequestId,
      conversations: z.array(ReadState).min(1).max(100),
    })
    .describe('what the agent has read; send it only to gateways whose welcome contains `read`'),
  z.object({ type: z.literal('status'), requestId: RequestId }),
  z.object({
    type: z.literal('sign-out'),
    requestId: RequestId,
    confirm: z.boolean().describe('true: release active conversations to the queue'),
  }),
  z.object({ type: z.literal('ping'), requestId: RequestId }),
]);
export type AgentRequest = z.infer<typeof AgentRequest>;

const QuickReply = z.object({
  quickReplyId: Id,
  workstreamId: Id,
  title: Name,
  body: z.string().max(4000).describe('with its slugs, which are replaced when it is sent'),
  locale: StoredLocale,
  hasReconnectLink: z.boolean(),
});

const Welcome = z.object({
  type: z.literal('welcome'),
  requestId: GivenRequestId,
  account: Account,
  epoch: Epoch,
  tokenExpiresAt: Instant.describe('at this time the desk is refused with `sign-in-expired` and closed'),
  quickReplies: z.array(QuickReply).max(500),
  names: boundedMap(Id, Name, 1000)
    .optional()
    .describe("names of the agent's workstreams and their chat widgets, by id; absent from older gateways"),
  read: z
    .array(ReadState)
    .max(500)
    .optional()
    .describe('how far the agent has read each conversation on the desk; absent from older gateways'),
  timeline: GatewayTimeline.optional().describe(
    'another one than before: forget all conversations and how far they are read; absent from older gateways',
  ),
  serverNow: Instant,
  server: GatewayVersion.optional().describe('absent from older gateways'),
});

/** What the agent has read since, on this or another device. Ignore a seq that is lower than the known one. */
const Read = z.object({ type: z.literal('read'), conversations: z.array(ReadState).max(500) });

/**
 * Presence, capacity, the queue, other agents, and the agent's other devices. The gateway sends it when presence,
 * capacity or the devices change, and in reply to `status`. `colleagues` is current when a desk opens and in reply to
 * `status`; otherwise it repeats the last list.
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
    .describe('the part of usedUnits that conversations in wrap-up take; absent from older gateways'),
  queue: z.array(WaitingChat).max(deskQueueSize).describe('in the order in which they are offered to agents'),
  offers: z
    .array(OfferedChat)
    .max(offerLimits.ringing.value)
    .optional()
    .describe('the conversations that are offered to the agent now; absent from older releases'),
  colleagues: z.array(z.object({ agentId: Id, name: Name, presence: Presence, freeUnits: z.int() })).max(100),
  otherDevices: z
    .array(z.object({ since: Instant }))
    .max(100)
    .optional()
    .describe(
      'other devices on which this agent is signed in, the one connected longest first; absent from older gateways',
    ),
});

/** The changes of the queue since the last `status` or `queue-changed` frame of this connection. */
const QueueChanged = z.object({
  type: z.literal('queue-changed'),
  removed: z.array(Id).max(deskQueueSize).describe('remove these first'),
  added: z
    .array(WaitingChat.extend({ at: z.int().min(0).describe('the index in the list, from 0') }))
    .max(deskQueueSize)
    .describe('then insert these, one after the other'),
});
export type QueueChange = Omit<z.infer<typeof QueueChanged>, 'type'>;

/** The conversation is no longer assigned to this agent. */
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
