import { z } from 'zod';
import { Snapshot } from './frames/entry';
import { meaning } from './meaning';
import { maxPage, NextCursor, Page } from './paging';
import { Id, Instant } from './primitives';

const Version = z.int().min(0);

/**
 * Up to which fact of each family a conversation holds what facts have told. Who begins from it takes the facts with
 * higher versions. 0: no fact yet.
 */
export const Position = z
  .object({
    session: Version.describe('version of the last fact of the family `session`'),
    routing: Version,
    reconnection: Version,
  })
  .describe('by family, the version of the last fact that this state holds');

const { conversationId, widgetId, workstreamId, state, reason, customer, window } = Snapshot.shape;
const { slotHeld, ended, lastSeq, locale } = Snapshot.shape;

/** A conversation as it stands, in ids and codes alone: no name, no text, no context. */
export const ConversationAt = z
  .object({
    conversationId,
    widgetId,
    workstreamId,
    state,
    reason,
    agentId: Id.nullable().describe('whom it is assigned to; of a closed one, who had it last'),
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
  closed: meaning({ include: 'All conversations.', exclude: 'Only those that are not closed.' }).default(
    'include',
  ),
});

export const Conversations = z.object({
  items: z.array(ConversationAt).max(maxPage).describe('in the order of their ids'),
  nextCursor: NextCursor,
  serverNow: Instant,
});
export type Conversations = z.infer<typeof Conversations>;
