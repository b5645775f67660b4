import { z } from 'zod';
import { Block } from './blocks';
import { retentionLimits } from './limits';
import { meaning } from './meaning';
import { maxPage, NextCursor, Page } from './paging';
import { Visit } from './visit';
import { boundedMap, ConversationState, Id, Instant, Name } from './primitives';

/**
 * A customer: by a conversation, or as the portal's token names a signed-in one. The conversation of a signed-in customer
 * stands for all conversations of this customer, that of an anonymous one for itself.
 */
export const CustomerRef = z.union([
  z.object({ conversationId: Id }),
  z.object({
    issuer: z.string().min(1).max(1000).describe('the claim `iss`'),
    subject: z.string().min(1).max(1000).describe('the claim `sub`'),
  }),
]);
export type CustomerRef = z.infer<typeof CustomerRef>;

/** What the gateway stores about one conversation of a customer, without its entries. */
export const CustomerConversation = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    widgetId: Id,
    state: ConversationState,
    signedIn: z.boolean(),
    customerName: Name.nullable(),
    givenName: Name.nullable()
      .optional()
      .describe('the name that the customer gave, when an agent has corrected it'),
    visit: Visit.nullable().optional(),
    context: boundedMap(z.string().max(200), z.string().max(8192), 100).nullable(),
    startedAt: Instant,
    closedAt: Instant.nullable(),
    isErased: z.boolean().describe('true: texts, name and context were erased'),
    block: Block.omit({ conversationId: true, customerName: true, signedIn: true })
      .nullable()
      .optional()
      .describe(
        'the block of the customer that was made in this conversation, until it is over; absent from older gateways',
      ),
    links: z
      .array(z.object({ linkId: Id, madeAt: Instant, redeemedAt: Instant.nullable() }))
      .max(100)
      .describe('the latest reconnect links'),
  })
  .meta({ id: 'CustomerConversation' });
export type CustomerConversation = z.infer<typeof CustomerConversation>;

export const CustomerConversations = z.object({
  items: z.array(CustomerConversation).max(maxPage),
  nextCursor: NextCursor,
});
export type CustomerConversations = z.infer<typeof CustomerConversations>;

const conversationsAtOnce = retentionLimits.conversationsAtOnce.value;

export const ErasedCustomer = z.object({
  erased: z
    .array(
      z.object({
        conversationId: Id,
        entries: z.int().describe('entries whose text was erased'),
        links: z.int().describe('links that nobody can redeem any more'),
        claims: z.int().describe('hashes of secrets that were deleted'),
      }),
    )
    .max(conversationsAtOnce),
  open: z.array(Id).max(conversationsAtOnce).describe('conversations that are being ended'),
  isDone: z.boolean().describe('false: send the request again, until it is true'),
});
export type ErasedCustomer = z.infer<typeof ErasedCustomer>;

/** One record of the access log. It has no texts, no names and no words of searches. */
export const Access = z
  .object({
    at: Instant,
    accountId: Id,
    what: meaning({
      transcript: 'A page of a transcript was read.',
      search: 'Closed conversations were searched. `words` is the number of words, which are not recorded.',
      export: 'What is stored about a customer was listed.',
      erasure: 'A conversation was erased. The details are the numbers of changed rows.',
      block: 'A customer was blocked. The details are the block and its hours.',
      unblock: 'A customer was unblocked.',
    }),
    conversationId: Id.nullable(),
    details: boundedMap(z.string().max(50), z.union([z.string().max(200), z.number()]), 20),
  })
  .meta({ id: 'Access' });
export type Access = z.infer<typeof Access>;

export const AccessLog = z.object({
  items: z.array(Access).max(maxPage).describe('the latest first'),
  nextCursor: NextCursor,
});
export type AccessLog = z.infer<typeof AccessLog>;

export const AccessLogQuery = Page.extend({
  what: Access.shape.what.optional(),
  conversationId: Id.optional(),
  accountId: Id.optional(),
});

/** Bodies of `/v1/customers/...`, because addresses are logged by proxies. */
export const customersHttp = {
  list: Page.extend({ customer: CustomerRef }),
  erase: z.object({
    customer: CustomerRef,
    end: z.boolean().default(false).describe('true: end conversations that are not closed first'),
  }),
};
