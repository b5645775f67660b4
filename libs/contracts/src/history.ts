import { z } from 'zod';
import { rule } from './field-problems';
import { firstWordsAtMost } from './frames/agent';
import { Entry } from './frames/entry';
import { historyLimits } from './limits';
import { meaning } from './meaning';
import { tagsOfConversation } from './page-limits';
import { maxPage, NextCursor, Page } from './paging';
import { endReasons, Id, Instant, Name, plainText } from './primitives';

const Outcome = meaning(endReasons);

/** A closed conversation, as the history lists it. */
export const PastConversation = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    workstreamName: Name,
    widgetId: Id,
    customerName: Name.nullable().describe('null: the customer gave no name'),
    signedIn: z.boolean().describe('whether the portal had signed in the customer'),
    agent: z
      .object({ agentId: Id, name: Name })
      .nullable()
      .describe('the last agent who served it; null: no agent did'),
    outcome: Outcome.nullable().describe('how it ended; null: unknown'),
    disposition: z
      .string()
      .max(100)
      .nullable()
      .optional()
      .describe('what the agent chose; absent from older gateways'),
    tags: z
      .array(z.string().max(100))
      .max(tagsOfConversation)
      .optional()
      .describe('absent from older gateways'),
    startedAt: Instant,
    closedAt: Instant,
    firstWords: z
      .string()
      .max(2 * firstWordsAtMost)
      .nullable()
      .describe("the beginning of the customer's first message; null: there is none"),
  })
  .meta({ id: 'PastConversation' });
export type PastConversation = z.infer<typeof PastConversation>;

/** Postgres has no year 0, and years of more than four digits are never a wish of a person. */
const Day = Instant.refine((at) => at >= '1900' && at < '3000', rule('day-range'));

/** `POST /v1/history/search`. A body, because addresses are logged by proxies and a search contains names. */
export const HistorySearch = Page.extend({
  search: z
    .string()
    .max(historyLimits.searchUnits.value)
    .optional()
    .describe(
      "words of the messages, the internal notes or the customer's name: all of them, in any order, each from its beginning",
    ),
  closedFrom: Day.optional(),
  closedUntil: Day.optional().describe('exclusive'),
  workstreamId: Id.optional(),
  agentId: Id.optional().describe('an agent who served the conversation'),
  outcome: Outcome.optional(),
  disposition: plainText(100).optional(),
  tag: plainText(100).optional(),
  customerOf: Id.optional().describe(
    'only conversations of the signed-in customer of this conversation, without this one; an anonymous customer has none',
  ),
});

export const History = z.object({
  items: z.array(PastConversation).max(maxPage).describe('the one that was closed last comes first'),
  nextCursor: NextCursor,
  serverNow: Instant,
});
export type History = z.infer<typeof History>;

export const PastTranscript = z.object({
  conversation: PastConversation,
  entries: z.array(Entry).max(maxPage),
  nextCursor: NextCursor,
});
export type PastTranscript = z.infer<typeof PastTranscript>;

/** What a reader can filter by. A workstream or an agent without conversations may be among them. */
export const HistoryFilters = z.object({
  workstreams: z.array(z.object({ workstreamId: Id, name: Name })).max(500),
  agents: z
    .array(z.object({ agentId: Id, name: Name }))
    .max(500)
    .describe('for an agent, the ones who share a workstream'),
});
export type HistoryFilters = z.infer<typeof HistoryFilters>;
