import { z } from 'zod';
import { Conversations, ConversationsPage } from '../../conversations';
import { Entry } from '../../frames/entry';
import { maxPage, NextCursor, Page } from '../../paging';
import { Seq } from '../../primitives';
import type { Route } from '../route';
import { supervisors } from './shared';

/** Release 0.1.0 pages by `after`, a seq, and without `limit`. */
const EntriesPage = Page.extend({
  limit: Page.shape.limit.unwrap().default(maxPage).describe('the maximum number of entries on the page'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('a seq, for clients of release 0.1.0; others use cursor'),
});
const Entries = z.object({
  entries: z.array(Entry).max(maxPage),
  nextCursor: NextCursor,
  nextAfter: Seq.nullable().describe(
    'the seq after which the next page begins, for clients of release 0.1.0',
  ),
});
export type Entries = z.infer<typeof Entries>;

export const conversationRoutes = {
  conversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'List conversations in their current state, with the versions of the facts that it includes',
    roles: supervisors,
    scope: 'conversations:read',
    query: ConversationsPage,
    reply: Conversations,
    tagged: false,
    refusals: ['invalid'],
  },
  entries: {
    method: 'GET',
    path: '/v1/conversations/:conversationId/entries',
    summary: 'Read a transcript; the access is recorded',
    roles: supervisors,
    scope: 'conversations:read',
    query: EntriesPage,
    reply: Entries,
    tagged: false,
    refusals: ['invalid', 'not-found'],
  },
} satisfies Record<string, Route>;
