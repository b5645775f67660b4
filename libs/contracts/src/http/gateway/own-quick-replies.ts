import { OwnQuickReplies, ownQuickRepliesHttp, OwnQuickReply } from '../../own-quick-replies';
import { Role } from '../../settings';
import type { Route } from '../route';
import { Done } from './shared';

/** What agents keep for themselves. The identity of the caller says whose it is. */
const agents: readonly Role[] = ['agent'];
export const ownQuickReplyRoutes = {
  ownQuickReplies: {
    method: 'GET',
    path: '/v1/me/quick-replies',
    summary: 'List your own quick replies',
    roles: agents,
    reply: OwnQuickReplies,
    tagged: false,
    refusals: [],
  },
  saveOwnQuickReply: {
    method: 'POST',
    path: '/v1/me/quick-replies/:quickReplyId',
    summary: 'Create or replace one of your own quick replies; the ID is chosen by the caller',
    roles: agents,
    body: ownQuickRepliesHttp.save,
    reply: OwnQuickReply,
    tagged: false,
    refusals: ['invalid', 'too-many'],
  },
  removeOwnQuickReply: {
    method: 'POST',
    path: '/v1/me/quick-replies/:quickReplyId/remove',
    summary: 'Delete one of your own quick replies; one that does not exist changes nothing',
    roles: agents,
    body: ownQuickRepliesHttp.remove,
    reply: Done,
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;
