import { z } from 'zod';
import { Id, Instant, Party } from '../primitives';
import { family, type FactOf } from './family';

export const customerBlock = family({
  name: 'customer-block',
  producer: 'session-gateway',
  idField: 'blockId',
  describes: 'whether a customer is blocked from starting chats',
  facts: {
    CustomerBlocked: z
      .object({
        blockId: Id,
        conversationId: Id.describe('the conversation in which the customer was blocked'),
        by: Party,
        accountId: Id,
        until: Instant.nullable().describe('when the block ends; null: it has no end'),
        at: Instant,
      })
      .describe(
        'An agent or a supervisor blocked a customer, or changed until when the customer is blocked.',
      ),
    CustomerUnblocked: z
      .object({ blockId: Id, conversationId: Id, accountId: Id, at: Instant })
      .describe('A supervisor unblocked a customer. A block whose time is over has no such fact.'),
  },
});
export type CustomerBlockFact = FactOf<typeof customerBlock>;
