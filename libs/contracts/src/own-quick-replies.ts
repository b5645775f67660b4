import { z } from 'zod';
import { deskLimits } from './limits';
import { ownReplyTitleUnits } from './page-limits';
import { Id, Instant, plainText } from './primitives';

const Title = plainText(ownReplyTitleUnits).refine((title) => title.trim() !== '');
const Body = plainText(deskLimits.ownReplyUnits.value).refine((body) => body.trim() !== '');

/** A quick reply that an agent keeps for themselves. It is a text to insert and has no workstream and no language. */
export const OwnQuickReply = z
  .object({
    quickReplyId: Id,
    title: z.string().max(ownReplyTitleUnits),
    body: z.string().max(deskLimits.ownReplyUnits.value).describe('with its variables and slugs'),
    changedAt: Instant,
  })
  .meta({ id: 'OwnQuickReply' });
export type OwnQuickReply = z.infer<typeof OwnQuickReply>;

export const OwnQuickReplies = z.object({
  items: z.array(OwnQuickReply).max(deskLimits.ownReplies.value).describe('in the order of their titles'),
});
export type OwnQuickReplies = z.infer<typeof OwnQuickReplies>;

export const ownQuickRepliesHttp = {
  save: z.object({ title: Title, body: Body }),
  remove: z.object({}),
};
