import { Blocks, blocksHttp, BlockTerms } from '../../blocks';
import { Page } from '../../paging';
import type { Route } from '../route';
import { Done, supervisorActionRefusals, supervisors } from './shared';

export const blockRoutes = {
  blockCustomer: {
    method: 'POST',
    path: '/v1/supervisor/conversations/:conversationId/block',
    summary: 'Block the customer of a conversation: ends it, and refuses new ones; recorded',
    roles: supervisors,
    body: BlockTerms,
    reply: Done,
    tagged: false,
    refusals: [...supervisorActionRefusals, 'too-many'],
  },
  blocks: {
    method: 'GET',
    path: '/v1/supervisor/blocks',
    summary: 'List the customers who are blocked',
    roles: supervisors,
    query: Page,
    reply: Blocks,
    tagged: false,
    refusals: ['invalid'],
  },
  unblock: {
    method: 'POST',
    path: '/v1/supervisor/blocks/:blockId/remove',
    summary: 'Unblock a customer; a block that does not exist changes nothing; recorded',
    roles: supervisors,
    body: blocksHttp.unblock,
    reply: Done,
    tagged: false,
    refusals: ['invalid'],
  },
} satisfies Record<string, Route>;
