import { z } from 'zod';
import { firstWordsAtMost } from './frames/agent';
import { Entry } from './frames/entry';
import { socketLimits, supervisorLimits } from './limits';
import { meaning } from './meaning';
import { NextCursor, Page } from './paging';
import { ConversationState, Id, Instant, Name, Reason, Seq } from './primitives';

/** What happens in a conversation, as supervisors see it. */
const statuses = {
  waiting: 'It waits for an agent.',
  active: 'An agent serves it, and the customer is connected or was disconnected a moment ago.',
  disconnected: 'The customer is disconnected and can reconnect until the deadline.',
  'wrap-up': 'It has ended for the customer. The agent finishes the notes.',
} as const;

export const OngoingStatus = meaning(statuses);
export type OngoingStatus = z.infer<typeof OngoingStatus>;

/** The order of the list of ongoing conversations. */
export const OngoingOrder = meaning({
  need: 'Disconnected customers first, by deadline; then those who wait, are active, are in wrap-up, the oldest first.',
  oldest: 'The conversation that started first comes first.',
  newest: 'The conversation that started last comes first.',
});
export type OngoingOrder = z.infer<typeof OngoingOrder>;

const ongoing = {
  conversationId: Id,
  workstreamId: Id,
  workstreamName: Name,
  widgetId: Id,
  customerName: Name.nullable().describe('null: the customer gave no name'),
  signedIn: z.boolean().describe('whether the portal had signed in the customer'),
  agent: z
    .object({ agentId: Id, name: Name, connected: z.boolean() })
    .nullable()
    .describe('null: the conversation has no agent'),
  state: ConversationState,
  reason: Reason.nullable().describe('why the conversation is in this state, for example AgentDisconnected'),
  startedAt: Instant,
  waitingSince: Instant.nullable().describe(
    'waiting: when it entered the queue for the last time; null: it does not wait, or routing did not answer',
  ),
  deadlineAt: Instant.nullable().describe('disconnected: until when the customer can reconnect'),
  units: z
    .int()
    .nullable()
    .describe('the capacity units that it takes, or will take when it is assigned; null: unknown'),
  firstWords: z
    .string()
    .max(2 * firstWordsAtMost)
    .nullable()
    .describe("the beginning of the customer's first message; null: there is none"),
};

export const OngoingConversation = z
  .object({ ...ongoing, status: OngoingStatus })
  .meta({ id: 'OngoingConversation' });
export type OngoingConversation = z.infer<typeof OngoingConversation>;

/** `POST /v1/supervisor/conversations/search`. A body, because addresses are logged by proxies and a search contains names. */
export const OngoingSearch = Page.extend({
  workstreamId: Id.optional(),
  agentId: Id.optional().describe('the agent who has it now'),
  status: OngoingStatus.optional(),
  search: z
    .string()
    .max(supervisorLimits.searchUnits.value)
    .optional()
    .describe("a part of the customer's name, case-insensitive, or the id of the conversation"),
  order: OngoingOrder.default('need'),
});

const Counted = z.int().min(0).max(supervisorLimits.counted.value);

export const OngoingConversations = z.object({
  items: z
    .array(OngoingConversation)
    .max(supervisorLimits.ongoingItems.value)
    .describe('in the requested order'),
  counts: z
    .object({ waiting: Counted, active: Counted, disconnected: Counted, 'wrap-up': Counted } satisfies Record<
      OngoingStatus,
      z.ZodInt
    >)
    .describe(
      'how many match the filter, by status, whatever status was requested; counted up to 10,000 together',
    ),
  nextCursor: NextCursor,
  serverNow: Instant,
});
export type OngoingConversations = z.infer<typeof OngoingConversations>;

/** `GET /v1/supervisor/conversations/:conversationId`. */
export const Monitoring = z.object({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('return the entries after this seq; absent: the latest entries'),
});

/** A conversation and a part of its transcript. A client asks again with the last seq that it has. */
export const Monitored = z.object({
  conversation: z.object({
    ...ongoing,
    status: meaning({ ...statuses, closed: 'It is closed.' }),
    lastSeq: Seq.describe('the seq of the last entry'),
  }),
  entries: z.array(Entry).max(socketLimits.entriesOfPage.value),
  more: z.boolean().describe('whether further entries follow now'),
  serverNow: Instant,
});
export type Monitored = z.infer<typeof Monitored>;

/** Bodies of actions on ongoing conversations and on agents. */
export const ongoingHttp = {
  assign: z.object({ toAgentId: Id }),
  forceOffline: z.object({}),
};
