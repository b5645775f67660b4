import { z } from 'zod';
import { blockLimits } from './limits';
import { maxPage, NextCursor } from './paging';
import { Id, Instant, Name, plainText } from './primitives';

const reasonUnits = blockLimits.reasonUnits.value;

/** For how long a customer is blocked, and why. */
export const BlockTerms = z.object({
  hours: z
    .int()
    .min(1)
    .max(blockLimits.longestHours.value)
    .nullable()
    .describe(
      `null: until a supervisor unblocks the customer; agents may block for up to ${blockLimits.agentHours.value} hours`,
    ),
  reason: plainText(reasonUnits).default('').describe('for supervisors; the customer never sees it'),
  address: z
    .boolean()
    .default(false)
    .describe('true: anonymous customers of the same network address are blocked too, for an hour'),
});
export type BlockTerms = z.infer<typeof BlockTerms>;

/** A customer who can't start chats. */
export const Block = z
  .object({
    blockId: Id,
    conversationId: Id.describe('the conversation in which the customer was blocked'),
    customerName: Name.nullable().describe('null: the customer gave no name, or it was erased'),
    signedIn: z.boolean(),
    accountId: Id.describe('the account of the agent or supervisor who blocked the customer'),
    accountName: Name.describe('the name of this account when the customer was blocked'),
    reason: z.string().max(reasonUnits).nullable().describe('null: none was given, or it was erased'),
    madeAt: Instant,
    until: Instant.nullable().describe('null: until a supervisor unblocks the customer'),
  })
  .meta({ id: 'Block' });
export type Block = z.infer<typeof Block>;

export const Blocks = z.object({
  items: z.array(Block).max(maxPage).describe('the latest first'),
  nextCursor: NextCursor,
});
export type Blocks = z.infer<typeof Blocks>;

export const blocksHttp = { unblock: z.object({}) };
