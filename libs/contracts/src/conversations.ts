import { z } from 'zod';
import { Snapshot } from './frames/entry';
import { meaning } from './meaning';
import { maxPage, NextCursor, Page } from './paging';
import { Id, Instant } from './primitives';

const Version = z.int().min(0);

/**
 * The last fact of each family that the state of a conversation includes. A reader that starts from this state applies
 * only facts with higher versions. 0: no fact yet.
 */
export const Position = z
  .object({
    session: Version.describe('the version of the last fact of the family `session`'),
    routing: Version,
    reconnection: Version,
  })
  .describe('by family, the version of the last fact that this state includes');

const { conversationId, widgetId, workstreamId, state, reason, customer, window } = Snapshot.shape;
const { slotHeld, ended, lastSeq, locale } = Snapshot.shape;

/** The current state of a conversation, as ids and codes only: no names, no texts, no context. */
export const ConversationAt = z
  .object({
    conversationId,
    widgetId,
    workstreamId,
    state,
    reason,
    agentId: Id.nullable().describe('the assigned agent; of a closed conversation, the last one'),
    customer: customer.omit({ name: true }),
    window,
    slotHeld,
    ended,
    lastSeq,
    locale,
    signedIn: z.boolean(),
    startedAt: Instant,
    position: Position,
  })
  .meta({ id: 'ConversationAt' });
export type ConversationAt = z.infer<typeof ConversationAt>;

/** `GET /v1/conversations`. */
export const ConversationsPage = Page.extend({
  closed: meaning({
    include: 'All conversations.',
    exclude: 'Only conversations that are not closed.',
  }).default('include'),
});

export const Conversations = z.object({
  items: z.array(ConversationAt).max(maxPage).describe('in the order of their ids'),
  nextCursor: NextCursor,
  serverNow: Instant,
});
export type Conversations = z.infer<typeof Conversations>;
